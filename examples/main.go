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
	rulegen.Main(
		manifest("node", node.Groups()),
		file(node.Groups()).As("rules/node.yaml", rulegen.RuleFile{}),
		manifest("ladder", ladder.Groups()),
		file(ladder.Groups()).As("manifests/ladder-inhibitions.yaml",
			rulegen.AlertmanagerConfig{Name: "ladder", Namespace: "monitoring", Ladders: []rules.Ladder{ladder.Filesystem}}),
		manifest("chain", chain.Groups()),
		manifest("slo", slo.Groups()),
	)
}

// file holds groups; its first line names the command that writes it.
func file(groups rules.Groups) rulegen.File {
	return rulegen.File{Rules: groups, Command: "make generate"}
}

// manifest is the PrometheusRule of a package.
func manifest(name string, groups rules.Groups) rulegen.File {
	return file(groups).As("manifests/"+name+".yaml",
		rulegen.PrometheusRule{Name: name, Namespace: "monitoring", Release: "kube-prometheus-stack"})
}
