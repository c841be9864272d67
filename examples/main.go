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
)

func main() {
	rulegen.Main(
		manifest("node", node.Groups()),
		rulegen.File{Path: "rules/node.yaml", Target: rulegen.RuleFile{}, Rules: node.Groups(), Command: command},
		manifest("ladder", ladder.Groups()),
		rulegen.File{
			Path:    "manifests/ladder-inhibitions.yaml",
			Target:  rulegen.AlertmanagerConfig{Name: "ladder", Namespace: "monitoring", Ladders: []rules.Ladder{ladder.Filesystem}},
			Rules:   ladder.Groups(),
			Command: command,
		},
		manifest("chain", chain.Groups()),
	)
}

// command writes the files; their first lines name it.
const command = "make generate"

// manifest is the PrometheusRule of a package.
func manifest(name string, groups rules.Groups) rulegen.File {
	return rulegen.File{
		Path:    "manifests/" + name + ".yaml",
		Target:  rulegen.PrometheusRule{Name: name, Namespace: "monitoring", Release: "kube-prometheus-stack"},
		Rules:   groups,
		Command: command,
	}
}
