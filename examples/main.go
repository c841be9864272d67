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
)

func main() {
	node, ladders, chains, objectives := file(node.Groups()), file(ladder.Groups()), file(chain.Groups()), file(slo.Groups())
	rulegen.Main(
		node.As("manifests/node.yaml", manifest("node")),
		node.As("rules/node.yaml", rulegen.RuleFile{}),
		ladders.As("manifests/ladder.yaml", manifest("ladder")),
		ladders.As("manifests/ladder-inhibitions.yaml",
			rulegen.AlertmanagerConfig{Name: "ladder", Namespace: "monitoring", Ladders: []rules.Ladder{ladder.Filesystem}}),
		chains.As("manifests/chain.yaml", manifest("chain")),
		objectives.As("manifests/slo.yaml", manifest("slo")),
	)
}

// file holds groups; its first line names the command that writes it.
func file(groups rules.Groups) rulegen.File {
	return rulegen.File{Rules: groups, Command: "make generate"}
}

// manifest is the form of a PrometheusRule.
func manifest(name string) rulegen.Target {
	return rulegen.PrometheusRule{Name: name, Namespace: "monitoring", Release: "kube-prometheus-stack"}
}
