// Command oldest is the API server and the controller manager of the oldest Kubernetes that the manifests are for.
// Which of the two it is says the name that it is called by.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"k8s.io/component-base/cli"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllermanager "k8s.io/kubernetes/cmd/kube-controller-manager/app"
)

func main() {
	switch part := filepath.Base(os.Args[0]); part {
	case "kube-apiserver":
		os.Exit(cli.Run(apiserver.NewAPIServerCommand()))
	case "kube-controller-manager":
		os.Exit(cli.Run(controllermanager.NewControllerManagerCommand()))
	default:
		fmt.Fprintf(os.Stderr, "%q is no part of it: call this program by a link named after one\n", part)
		os.Exit(2)
	}
}
