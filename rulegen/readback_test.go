package rulegen

import (
	"bytes"
	"fmt"
	"math/rand"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/prometheus/model/rulefmt"
	"github.com/stretchr/testify/require"
	yaml2 "go.yaml.in/yaml/v2"
	yaml3 "go.yaml.in/yaml/v3"

	"github.com/promwright/promwright/internal/alerttemplate"
	"github.com/promwright/promwright/rules"
)

// TestReadBack asserts that readers of YAML, and Prometheus, find in generated files what was put in.
func TestReadBack(t *testing.T) {
	for seed := range int64(500) {
		groups := randomGroups(rand.New(rand.NewSource(seed)))
		file, err := RuleFile{}.Generate(groups)
		require.NoError(t, err, "seed %d", seed)
		object, err := PrometheusRule{Name: "a", Release: NoRelease, ServerSide: true}.Generate(groups)
		require.NoError(t, err, "seed %d", seed)

		for reader, unmarshal := range map[string]func([]byte, any) error{
			"v2": func(in []byte, out any) error { return yaml2.UnmarshalStrict(in, out) },
			"v3": func(in []byte, out any) error {
				decoder := yaml3.NewDecoder(bytes.NewReader(in))
				decoder.KnownFields(true)
				return decoder.Decode(out)
			},
		} {
			var read rulefmt.RuleGroups
			require.NoError(t, unmarshal(file, &read), "seed %d, %s reads\n%s", seed, reader, file)
			require.Empty(t, cmp.Diff(tidyGroups(groups), plain(read)), "seed %d, %s reads\n%s", seed, reader, file)

			var custom struct {
				APIVersion string `yaml:"apiVersion"`
				Kind       string
				Metadata   map[string]string
				Spec       rulefmt.RuleGroups
			}
			require.NoError(t, unmarshal(object, &custom), "seed %d, %s reads\n%s", seed, reader, object)
			require.Empty(t, cmp.Diff(tidyGroups(groups), plain(custom.Spec)), "seed %d, %s reads\n%s", seed, reader, object)
		}
	}
}

// plain returns groups as they were before they were written.
func plain(read rulefmt.RuleGroups) []rules.PlainGroup {
	var groups []rules.PlainGroup
	for _, group := range read.Groups {
		out := rules.PlainGroup{
			Name:        group.Name,
			Interval:    time.Duration(group.Interval),
			QueryOffset: (*time.Duration)(group.QueryOffset),
			Limit:       group.Limit,
			Labels:      group.Labels,
		}
		for _, rule := range group.Rules {
			out.Rules = append(out.Rules, rules.PlainRule{
				Record:        rule.Record,
				Alert:         rule.Alert,
				Expr:          rule.Expr,
				For:           time.Duration(rule.For),
				KeepFiringFor: time.Duration(rule.KeepFiringFor),
				Labels:        rule.Labels,
				Annotations:   rule.Annotations,
			})
		}
		groups = append(groups, out)
	}
	return groups
}

// random are groups of texts that readers stumble over, always the same.
var random = func() (groups rules.PlainGroups) {
	r := rand.New(rand.NewSource(7))
	for i := range 8 {
		for _, group := range randomGroups(r) {
			group.Name = fmt.Sprintf("%d %s", i, group.Name)
			for j := range group.Rules {
				group.Rules[j].At = "random.go"
				if group.Rules[j].Record != "" { // promtool wants each once
					group.Rules[j].Record = fmt.Sprintf("a:b:%d_%d", len(groups), j)
				}
			}
			groups = append(groups, group)
		}
	}
	return groups
}()

// randomGroups returns valid groups of texts that YAML readers stumble over.
func randomGroups(r *rand.Rand) []rules.PlainGroup {
	duration := func() time.Duration {
		units := []time.Duration{0, time.Millisecond, time.Second, time.Minute, time.Hour, 24 * time.Hour, 7 * 24 * time.Hour}
		return units[r.Intn(len(units))]*time.Duration(r.Intn(400)) + units[r.Intn(3)]
	}
	texts := func(n int) map[string]string {
		var m map[string]string
		for range r.Intn(n + 1) {
			if m == nil {
				m = map[string]string{}
			}
			m["x"+nameText(r)] = templateText(r, 6)
			if name := nameText(r); name != "" {
				m[name] = templateText(r, 3)
			}
		}
		return m
	}
	var groups []rules.PlainGroup
	for i := range 1 + r.Intn(3) {
		group := rules.PlainGroup{Name: fmt.Sprint(randomText(r, 4), i), Interval: duration(), Limit: r.Intn(2), Labels: texts(2)}
		if r.Intn(2) == 0 {
			offset := duration()
			group.QueryOffset = &offset
		}
		for range 1 + r.Intn(4) {
			if r.Intn(3) == 0 {
				group.Rules = append(group.Rules, rules.PlainRule{Record: "a:b", Expr: randomExpr(r), Labels: texts(1)})
				continue
			}
			group.Rules = append(group.Rules, rules.PlainRule{
				Alert: "a" + randomText(r, 3), Expr: randomExpr(r), For: duration(), KeepFiringFor: duration(), Labels: texts(2), Annotations: texts(3),
			})
		}
		groups = append(groups, group)
	}
	return groups
}

// nameText returns a random text without line breaks.
func nameText(r *rand.Rand) string {
	return strings.NewReplacer("\n", "", "\r", "").Replace(randomText(r, 2))
}

// templateText returns a random text that Prometheus takes for a template.
func templateText(r *rand.Rand, max int) string {
	for {
		if text := randomText(r, max); alerttemplate.Check(text) == nil {
			return text
		}
	}
}

// randomExpr returns an expression with texts in quotes, in comments, and spaces of all kinds.
func randomExpr(r *rand.Rand) string {
	spaces := []string{" ", "\n", "\t", "\r\n", "  \n\t", " # \"'` {{ \u00a0\n", "\n\n"}
	space := func() string { return spaces[r.Intn(len(spaces))] }
	quotes := []func(string) string{
		func(s string) string { return fmt.Sprintf("%q", s) },
		func(s string) string { return "`" + string(bytes.ReplaceAll([]byte(s), []byte("`"), nil)) + "`" },
	}
	expr := space() + "a" + space() + "{b=" + quotes[r.Intn(len(quotes))](strings.ReplaceAll(randomText(r, 4), "\ufffd", "")) + "}" + space()
	for range r.Intn(3) {
		expr += "+" + space() + "c" + space()
	}
	return expr
}
