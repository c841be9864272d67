// Command alerts writes the rule files that are generated from this repository's Go code.
//
//	go run .          # write them
//	go run . -check   # exit 1 with a diff where a file on disk differs
package main

import (
	"github.com/promwright/promwright/rulegen"
	"github.com/promwright/promwright/rules"

	"example.com/alerts/chain"
	"example.com/alerts/ladder"
	"example.com/alerts/node"
	"example.com/alerts/slo"
	"example.com/alerts/thirdparty"
)

func main() {
	node, ladders := file(node.Groups()), file(ladder.Groups())
	rulegen.Main(
		node.As("manifests/node.yaml", manifest("node")),
		node.As("rules/node.yaml", rulegen.RuleFile{}),
		ladders.As("manifests/ladder.yaml", manifest("ladder")),
		ladders.As("manifests/ladder-inhibitions.yaml",
			rulegen.AlertmanagerConfig{Name: "ladder", Namespace: "monitoring", Ladders: []rules.Ladder{ladder.Filesystem}}),
		file(chain.Groups()).As("manifests/chain.yaml", manifest("chain")),
		file(slo.Groups()).As("manifests/slo.yaml", manifest("slo")),
		file(thirdparty.Rules()).As("manifests/queues.yaml", manifest("queues")),
	)
}

// file holds rules; its first line names the command that writes it.
func file(source rules.Source) rulegen.File {
	return rulegen.File{Rules: source, Command: "make generate"}
}

// manifest is the form of a PrometheusRule.
func manifest(name string) rulegen.Target {
	return rulegen.PrometheusRule{Name: name, Namespace: "monitoring", Release: "kube-prometheus-stack"}
}
