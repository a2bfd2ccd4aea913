// Command addons is what a node's pods look for beside Kubernetes itself, in one program: coredns and metrics-server. Which
// one it is says the name that it is called by.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/coredns/coredns/core/dnsserver"
	"github.com/coredns/coredns/coremain"
	_ "github.com/coredns/coredns/plugin/bind"
	_ "github.com/coredns/coredns/plugin/errors"
	_ "github.com/coredns/coredns/plugin/kubernetes"
	_ "github.com/coredns/coredns/plugin/log"
	_ "github.com/coredns/coredns/plugin/ready"
	genericapiserver "k8s.io/apiserver/pkg/server"
	"k8s.io/component-base/cli"
	"sigs.k8s.io/metrics-server/cmd/metrics-server/app"
)

func main() {
	switch part := filepath.Base(os.Args[0]); part {
	case "coredns":
		dnsserver.Directives = []string{"bind", "ready", "errors", "log", "kubernetes"}
		coremain.Run()
	case "metrics-server":
		os.Exit(cli.Run(app.NewMetricsServerCommand(genericapiserver.SetupSignalHandler())))
	default:
		fmt.Fprintf(os.Stderr, "%q is no addon: call this program by a link named coredns or metrics-server\n", part)
		os.Exit(2)
	}
}
