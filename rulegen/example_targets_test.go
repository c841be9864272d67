package rulegen_test

import (
	"fmt"
	"log"

	"github.com/promwright/promwright/rulegen"
	"github.com/promwright/promwright/rules"
)

// print prints what a target makes of the rules of these examples.
func print(target rulegen.Target) {
	content, err := target.Generate(targets)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%s", content)
}

// A file of a chart's templates: Helm renders it only where the values want it, and leaves the templates of alerts alone.
func ExampleHelmTemplate() {
	print(rulegen.HelmTemplate{
		Target: rulegen.PrometheusRule{Name: "targets", Release: "kube-prometheus-stack"},
		If:     ".Values.alerts.enabled",
	})
	// Output:
	// {{ if .Values.alerts.enabled -}}
	// apiVersion: monitoring.coreos.com/v1
	// kind: PrometheusRule
	// metadata:
	//   name: targets
	//   labels:
	//     release: kube-prometheus-stack
	// spec:
	//   groups:
	//   - name: targets
	//     rules:
	//     - alert: TargetDown
	//       expr: up == 0
	//       for: 10m
	//       labels:
	//         severity: warning
	//       annotations:
	//         summary: '{{`{{ $labels.instance }}`}} cannot be scraped.'
	// {{ end -}}
}

func ExampleHelmValues() {
	print(rulegen.HelmValues{Key: "targets"})
	// Output:
	// additionalPrometheusRulesMap:
	//   targets:
	//     groups:
	//     - name: targets
	//       rules:
	//       - alert: TargetDown
	//         expr: up == 0
	//         for: 10m
	//         labels:
	//           severity: warning
	//         annotations:
	//           summary: '{{ $labels.instance }} cannot be scraped.'
}

// An inhibition whose alerts are among the rules that it is given.
func ExampleInhibitRules() {
	print(rulegen.InhibitRules{Inhibitions: []rules.Inhibition{{
		Source: []string{`alertname="TargetDown"`},
		Target: []string{`severity="warning"`},
		Equal:  []string{"instance"},
	}}})
	// Output:
	// inhibit_rules:
	// - source_matchers:
	//   - alertname="TargetDown"
	//   target_matchers:
	//   - severity="warning"
	//   equal:
	//   - instance
}

// A field that the reader does not know is an error.
func ExampleThanos() {
	group := rules.PlainGroups{{Name: "targets", PartialResponseStrategy: "warn", Rules: targets[0].Rules, At: "alerts/targets.go:12"}}
	_, err := rulegen.Thanos{Version: "0.34"}.Generate(group)
	fmt.Println(err)
	_, err = rulegen.RuleFile{}.Generate(group)
	fmt.Println(err)
	// Output:
	// <nil>
	// alerts/targets.go:12: rulegen: group targets: partial_response_strategy "warn" is read by Thanos, the target is for Prometheus
}
