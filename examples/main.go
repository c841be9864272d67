// Command alerts writes the rule files that are generated from this repository's Go code.
//
//	go run .          # write them
//	go run . -check   # exit 1 with a diff where a file on disk differs
package main

import (
	"github.com/promwright/promwright/rulegen"

	"example.com/alerts/node"
	"example.com/alerts/thirdparty"
)

func main() {
	rulegen.Main(
		rulegen.File{
			Path:    "manifests/node.yaml",
			Target:  rulegen.PrometheusRule{Name: "node", Namespace: "monitoring", Release: "kube-prometheus-stack"},
			Rules:   node.Groups(),
			Command: "make generate",
		},
		rulegen.File{
			Path:    "rules/node.yaml",
			Target:  rulegen.RuleFile{},
			Rules:   node.Groups(),
			Command: "make generate",
		},
		rulegen.File{
			Path:    "manifests/queues.yaml",
			Target:  rulegen.PrometheusRule{Name: "queues", Namespace: "monitoring", Release: "kube-prometheus-stack"},
			Rules:   thirdparty.Rules(),
			Command: "make generate",
		},
	)
}
