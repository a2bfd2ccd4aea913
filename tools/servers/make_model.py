#!/usr/bin/env python3
"""Makes a tiny language model with random weights, so that real model servers run without a download and a GPU.

usage: make_model.py FOLDER

Writes FOLDER/tiny.gguf for llama.cpp, and the Hugging Face layout for vLLM: config.json, model.safetensors, and
tokenizer.json. Answers are nonsense; how they are streamed, counted and timed is the server's own.
"""
import json
import sys
from pathlib import Path

import gguf
import numpy as np
from safetensors.numpy import save_file

SPECIAL = ["<unk>", "<s>", "</s>", "<|im_start|>", "<|im_end|>"]
BEGIN, PAD, END = 1, 2, 4
HIDDEN, FEED_FORWARD, HEADS, LAYERS, CONTEXT = 64, 128, 2, 2, 2048
TEMPLATE = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def symbols():
    """A token for each character of ASCII that prints, the space and the line end, as GPT-2's alphabet writes them.

    There are no others and no merges: so each text has one spelling in tokens, and a server that counts the tokens of an
    answer's text must come to as many as it made.
    """
    return [*map(chr, range(33, 127)), chr(256 + ord(" ")), chr(256 + ord("\n"))]


def random_weights(vocabulary_size):
    """Every tensor by its Hugging Face name; a fixed seed, so that the model is the same everywhere."""
    generator = np.random.default_rng(0)

    def weight(*shape):
        return (generator.standard_normal(shape) * 0.02).astype(np.float32)

    def ones():
        return np.ones(HIDDEN, np.float32)

    tensors = {"model.embed_tokens.weight": weight(vocabulary_size, HIDDEN), "model.norm.weight": ones(),
               "lm_head.weight": weight(vocabulary_size, HIDDEN)}
    for layer in range(LAYERS):
        at = f"model.layers.{layer}"
        for name in ("q_proj", "k_proj", "v_proj", "o_proj"):
            tensors[f"{at}.self_attn.{name}.weight"] = weight(HIDDEN, HIDDEN)
        for name in ("gate_proj", "up_proj"):
            tensors[f"{at}.mlp.{name}.weight"] = weight(FEED_FORWARD, HIDDEN)
        tensors[f"{at}.mlp.down_proj.weight"] = weight(HIDDEN, FEED_FORWARD)
        tensors[f"{at}.input_layernorm.weight"] = ones()
        tensors[f"{at}.post_attention_layernorm.weight"] = ones()
    return tensors


# From Hugging Face's names to those of the GGUF format.
GGUF_NAMES = {
    "model.embed_tokens": "token_embd", "model.norm": "output_norm", "lm_head": "output", "model.layers": "blk",
    "self_attn.q_proj": "attn_q", "self_attn.k_proj": "attn_k", "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output", "mlp.gate_proj": "ffn_gate", "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down", "post_attention_layernorm": "ffn_norm", "input_layernorm": "attn_norm",
}


def gguf_name(name):
    for theirs, ours in GGUF_NAMES.items():
        name = name.replace(theirs, ours)
    return name


def write_hugging_face(folder, tokens, tensors):
    special = [{"id": index, "content": text, "special": True, "single_word": False, "lstrip": False,
                "rstrip": False, "normalized": False} for index, text in enumerate(SPECIAL)]
    byte_level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}
    tokenizer = {
        "version": "1.0", "truncation": None, "padding": None, "added_tokens": special, "normalizer": None,
        "pre_tokenizer": byte_level, "post_processor": None, "decoder": byte_level,
        "model": {"type": "BPE", "dropout": None, "unk_token": None, "continuing_subword_prefix": None,
                  "end_of_word_suffix": None, "fuse_unk": False, "byte_fallback": False, "ignore_merges": False,
                  "vocab": {token: index for index, token in enumerate(tokens)}, "merges": []},
    }
    config = {
        "architectures": ["LlamaForCausalLM"], "model_type": "llama", "vocab_size": len(tokens),
        "hidden_size": HIDDEN, "intermediate_size": FEED_FORWARD, "num_hidden_layers": LAYERS,
        "num_attention_heads": HEADS, "num_key_value_heads": HEADS, "head_dim": HIDDEN // HEADS,
        "max_position_embeddings": CONTEXT, "rms_norm_eps": 1e-5, "rope_theta": 10000.0, "hidden_act": "silu",
        "tie_word_embeddings": False, "bos_token_id": BEGIN, "eos_token_id": END, "pad_token_id": PAD,
        "torch_dtype": "float32",
    }
    named = {"tokenizer_class": "PreTrainedTokenizerFast", "unk_token": SPECIAL[0], "bos_token": SPECIAL[BEGIN],
             "eos_token": SPECIAL[END], "pad_token": SPECIAL[PAD], "chat_template": TEMPLATE}
    for file, content in {"tokenizer": tokenizer, "config": config, "tokenizer_config": named}.items():
        (folder / f"{file}.json").write_text(json.dumps(content))
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})


def write_gguf(file, tokens, tensors):
    writer = gguf.GGUFWriter(str(file), "llama")
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(HIDDEN)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(FEED_FORWARD)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_rope_dimension_count(HIDDEN // HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_vocab_size(len(tokens))
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list(tokens)
    writer.add_token_types([gguf.TokenType.CONTROL] * len(SPECIAL)
                           + [gguf.TokenType.NORMAL] * (len(tokens) - len(SPECIAL)))
    writer.add_token_merges([""])
    writer.add_add_bos_token(False)
    writer.add_chat_template(TEMPLATE)
    writer.add_bos_token_id(BEGIN)
    writer.add_eos_token_id(END)
    writer.add_pad_token_id(PAD)
    for name, tensor in tensors.items():
        writer.add_tensor(gguf_name(name), tensor)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    tokens = [*SPECIAL, *symbols()]
    tensors = random_weights(len(tokens))
    write_hugging_face(folder, tokens, tensors)
    write_gguf(folder / "tiny.gguf", tokens, tensors)


if __name__ == "__main__":
    main()
