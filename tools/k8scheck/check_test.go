package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// valid is an object with every field that an API server knows of.
const valid = `apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: node
  labels:
    release: kps
spec:
  groups:
  - name: node
    interval: 1m
    query_offset: 0s
    limit: 1
    labels:
      team: a
    partial_response_strategy: warn
    rules:
    - alert: NodeDown
      expr: up == 0
      for: 1h30m
      keep_firing_for: 5m
      labels:
        severity: warning
      annotations:
        summary: down
    - record: a
      expr: 1
`

// TestCheck asserts that the schema refuses what a generator could get wrong.
func TestCheck(t *testing.T) {
	schemas, err := operatorSchemas()
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		old, new string // what is changed in the valid object
		want     string // part of the error; empty: none
	}{
		"valid":                             {"", "", ""},
		"an empty for":                      {"for: 1h30m", `for: ""`, ""}, // the operator takes it for none
		"units in the wrong order":          {"for: 1h30m", "for: 30m1h", "spec.groups[0].rules[0].for"},
		"fractions":                         {"for: 1h30m", "for: 1.5h", "spec.groups[0].rules[0].for"},
		"durations as Go prints them":       {"for: 1h30m", "for: 100µs", "spec.groups[0].rules[0].for"},
		"a number of seconds":               {"for: 1h30m", "for: 90", "spec.groups[0].rules[0].for"},
		"an empty keep_firing_for":          {"keep_firing_for: 5m", `keep_firing_for: ""`, "spec.groups[0].rules[0].keep_firing_for"},
		"a negative interval":               {"interval: 1m", "interval: -1m", "spec.groups[0].interval"},
		"a limit that is text":              {"limit: 1", `limit: "1"`, "spec.groups[0].limit"},
		"an unknown field of a rule":        {"expr: up == 0", "expr: up == 0\n      severity: warning", "spec.groups[0].rules[0].severity: unknown field"},
		"an unknown field of a group":       {"limit: 1", "limits: 1", "spec.groups[0].limits: unknown field"},
		"an unknown field of the object":    {"spec:", "status: {}\nspec:", "status: unknown field"},
		"an unknown field of the metadata":  {"name: node\n  labels", "name: node\n  label: {}\n  labels", "label: unknown field"},
		"a rule without an expression":      {"      expr: up == 0\n", "", "spec.groups[0].rules[0].expr"},
		"an expression that is a float":     {"expr: 1", "expr: 1.5", "spec.groups[0].rules[1].expr"},
		"a group without a name":            {"- name: node\n    interval", "- interval", "spec.groups[0].name"},
		"a group with an empty name":        {"- name: node", `- name: ""`, "spec.groups[0].name"},
		"a label that is a number":          {"severity: warning", "severity: 1", "spec.groups[0].rules[0].labels.severity"},
		"a label that is a boolean":         {"severity: warning", "severity: on", "spec.groups[0].rules[0].labels.severity"},
		"an annotation that is null":        {"summary: down", "summary:", "spec.groups[0].rules[0].annotations.summary"},
		"a label of a group that is a list": {"team: a", "team: [a]", "spec.groups[0].labels.team"},
		"two groups of a name":              {"    - record: a\n      expr: 1\n", "  - name: node\n", `spec.groups[1]: Duplicate value: {"name":"node"}`},
		"another strategy":                  {"partial_response_strategy: warn", "partial_response_strategy: fail", "spec.groups[0].partial_response_strategy"},
		"no spec":                           {"spec:\n", "spek:\n", "spec: Required value"},
		"a name in capitals":                {"name: node\n  labels", "name: Node\n  labels", "metadata.name"},
		"no name":                           {"  name: node\n  labels", "  labels", "metadata.name"},
		"a label that is no label value":    {"release: kps", "release: a b", "metadata.labels"},
		"another kind":                      {"kind: PrometheusRule", "kind: PrometheusRules", "apiVersion monitoring.coreos.com/v1 and kind PrometheusRules"},
		"a key twice":                       {"for: 1h30m", "for: 1h\n      for: 2h", `key "for" already set`},
		"broken YAML":                       {"expr: up == 0", "expr: {{ up }}", "yaml"},
		"a second document that is broken":  {"expr: 1\n", "expr: 1\n---\nkind: List\n", "kind List"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if !strings.Contains(valid, test.old) {
				t.Fatalf("nothing to change: %q", test.old)
			}
			_, errs := schemas.check([]byte(strings.Replace(valid, test.old, test.new, 1)))
			if test.want == "" {
				if len(errs) > 0 {
					t.Errorf("got %v, want no errors", errs)
				}
				return
			}
			var got []string
			for _, err := range errs {
				got = append(got, err.Error())
			}
			if !strings.Contains(strings.Join(got, "\n"), test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// TestCheckInhibition asserts that the schema refuses inhibitions that a generator could get wrong.
func TestCheckInhibition(t *testing.T) {
	schemas, err := operatorSchemas()
	if err != nil {
		t.Fatal(err)
	}
	const valid = `{apiVersion: monitoring.coreos.com/v1alpha1, kind: AlertmanagerConfig, metadata: {name: a},
spec: {inhibitRules: [{sourceMatch: [{name: a, matchType: "=", value: b}], targetMatch: [{name: a, matchType: "!~", value: c}], equal: [d]}]}}`
	for change, want := range map[[2]string]string{
		{}:                    "",
		{`"="`, `"=="`}:       "sourceMatch[0].matchType",
		{"sourceM", "m"}:      "unknown field",
		{"value: b", "is: b"}: "unknown field",
	} {
		_, errs := schemas.check([]byte(strings.Replace(valid, change[0], change[1], 1)))
		if got := fmt.Sprint(errs); want == "" && len(errs) > 0 || !strings.Contains(got, want) {
			t.Errorf("%q: got %v, want %q", change, got, want)
		}
	}
}

// TestGenerated asserts that what rulegen writes is taken.
func TestGenerated(t *testing.T) {
	var files []string
	for _, pattern := range []string{"prometheusrule-*.yaml", "alertmanagerconfig-*.yaml"} {
		found, err := filepath.Glob("../../rulegen/testdata/" + pattern)
		if err != nil || len(found) < 2 {
			t.Fatalf("files of rulegen: %v, %v", found, err)
		}
		files = append(files, found...)
	}
	var stdout, stderr bytes.Buffer
	if code := run(files, &stdout, &stderr); code != 0 {
		t.Errorf("exit code %d:\n%s%s", code, &stdout, &stderr)
	}
}

func TestRun(t *testing.T) {
	dir := t.TempDir()
	good, bad, empty := filepath.Join(dir, "good.yaml"), filepath.Join(dir, "bad.yaml"), filepath.Join(dir, "empty.yaml")
	for file, content := range map[string]string{good: valid + "---\n" + valid, bad: strings.Replace(valid, "1h30m", "soon", 1), empty: "# nothing\n"} {
		if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	tests := map[string]struct {
		args []string
		code int
		want string
	}{
		"files that are taken":     {[]string{good}, 0, "good.yaml: ok, objects: 2\n"},
		"a file that is not":       {[]string{good, bad, good}, 1, `bad.yaml: spec.groups[0].rules[0].for: Invalid value: "soon"`},
		"a file without objects":   {[]string{empty}, 1, "empty.yaml: "},
		"a file that is not there": {[]string{bad, filepath.Join(dir, "none.yaml"), good}, 2, "good.yaml: ok"},
		"a folder":                 {[]string{dir}, 2, "is a directory"},
		"no files":                 {nil, 2, "usage: "},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var stdout, stderr bytes.Buffer
			code := run(test.args, &stdout, &stderr)
			if got := stdout.String() + stderr.String(); code != test.code || !strings.Contains(got, test.want) {
				t.Errorf("got exit code %d and\n%s\nwant %d and %q", code, got, test.code, test.want)
			}
		})
	}
}
