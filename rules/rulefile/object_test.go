package rulefile_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules/rulefile"
)

const objects = `apiVersion: v1
kind: List
items:
- apiVersion: monitoring.coreos.com/v1
  kind: PrometheusRule
  metadata:
    name: node
    namespace: "monitoring"
    labels: {release: kps, tier: 1, empty: , nested: {a: b}}
  spec:
    groups:
    - name: g
      rules:
      - {alert: A, expr: up == 0, labels: {severity: 1, team: "2", on: yes, tag: !!str 3}}
- kind: ConfigMap
  metadata: {generateName: rules-}
  data:
    a.yaml: |
      groups:
      - name: inner
        rules:
        - {alert: B, expr: up == 0}
---
groups:
- name: plain
  rules:
  - {alert: C, expr: up == 0}
---
metadata: [of, no, object]
`

func TestObject(t *testing.T) {
	f := rulefile.Parse("a.yaml", []byte(objects))
	require.Empty(t, f.Errors)
	require.Equal(t, []rulefile.Kind{rulefile.List, rulefile.PrometheusRule, rulefile.ConfigMap, rulefile.RuleFile, rulefile.RuleFile, rulefile.Other}, kinds(f))

	rule := f.Documents[1].Object
	require.Equal(t, "monitoring.coreos.com/v1", rule.APIVersion.Value)
	require.Equal(t, "4:15", rule.APIVersion.Pos(0).String())
	require.Equal(t, "PrometheusRule", rule.Kind.Value)
	require.Equal(t, "node", rule.Name.Value)
	require.Equal(t, "monitoring", rule.Namespace.Value)
	require.False(t, rule.Namespace.Plain())
	require.False(t, rule.GenerateName.Present())
	require.Len(t, rule.Labels, 2)
	require.Equal(t, "tier", rule.Labels[1].Key.Value)
	require.Equal(t, "9:34", rule.Labels[1].Value.Pos(0).String())
	require.Empty(t, rule.Annotations)

	require.Equal(t, "rules-", f.Documents[2].Object.GenerateName.Value)
	require.Nil(t, f.Documents[3].Object, "a rule file is no object")
	require.Nil(t, f.Documents[4].Object)
	require.Empty(t, f.Documents[5].Object.Name.Value)
}

func TestDocumentOfAGroup(t *testing.T) {
	f := rulefile.Parse("a.yaml", []byte(objects))
	var of []rulefile.Kind
	for _, g := range f.Groups {
		of = append(of, f.Document(g).Kind)
	}
	require.Equal(t, []rulefile.Kind{rulefile.PrometheusRule, rulefile.RuleFile, rulefile.RuleFile}, of)
	require.Equal(t, "a.yaml", f.Document(f.Groups[1]).Name)
}

func TestPlain(t *testing.T) {
	var plain []bool
	for _, label := range rulefile.Parse("a.yaml", []byte(objects)).Groups[0].Rules[0].Labels {
		plain = append(plain, label.Value.Plain())
	}
	require.Equal(t, []bool{true, false, true, false}, plain)
	require.False(t, rulefile.Scalar{}.Plain())
}
