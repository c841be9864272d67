package rules_test

import (
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules"
)

const disks = `groups:
- name: disks
  labels: {team: infra}
  rules:
  - record: free:ratio
    expr: avail / size
  - {alert: DiskFull, expr: free:ratio < 0.1, for: 15m, labels: {severity: warning}, annotations: {summary: Less than 10% left for more than 15 minutes.}}
  - {alert: DiskFull, expr: free:ratio < 0.05, for: 15m, labels: {severity: critical}, annotations: {summary: Less than 5% left.}}
- name: up
  rules:
  - {alert: Down, expr: up == 0, labels: {severity: critical}}
`

func load() *rules.Loaded {
	return rules.Load(fstest.MapFS{"disks.yaml": {Data: []byte(disks)}}, "disks.yaml")
}

// rule returns the rules of set of a name.
func ruleOf(t *testing.T, set *rules.Loaded, name string) []rules.PlainRule {
	t.Helper()
	groups, err := set.Plain()
	require.NoError(t, err)
	var found []rules.PlainRule
	for _, g := range groups {
		for _, r := range g.Rules {
			if r.Name() == name {
				found = append(found, r)
			}
		}
	}
	return found
}

func TestChange(t *testing.T) {
	set := load()
	set.Alert("DiskFull", `severity="critical"`).
		For(5*time.Minute).KeepFiringFor(time.Hour).Severity(rules.Info).Label("team", "storage").
		Annotation("summary", "It is full.").Annotation("dashboard", "disks").Rename("DiskIsFull")
	set.Alerts(`team="infra"`).Label("area", "disk").Annotation("runbook_url", "https://example.com")
	set.Rules(`__group__="disks"`).Label("all", "yes")
	set.Alert("Down").Each(func(a *rules.Alert) { a.Summary = a.Name + "!" }).NoLabel("severity")
	set.Recording("free:ratio").Label("source", "disks").NoLabel("all")

	require.Empty(t, cmp.Diff([]rules.PlainRule{{
		Alert: "DiskIsFull", Expr: "free:ratio < 0.05", For: 5 * time.Minute, KeepFiringFor: time.Hour, At: "disks.yaml:8:5",
		Labels:      map[string]string{"severity": "info", "team": "storage", "all": "yes"},
		Annotations: map[string]string{"summary": "It is full.", "dashboard": "disks"},
	}}, ruleOf(t, set, "DiskIsFull")))
	require.Empty(t, cmp.Diff([]rules.PlainRule{{
		Alert: "Down", Expr: "up == 0", At: "disks.yaml:11:5", Annotations: map[string]string{"summary": "Down!"},
	}}, ruleOf(t, set, "Down")))
	require.Equal(t, map[string]string{"source": "disks"}, ruleOf(t, set, "free:ratio")[0].Labels)
	require.Equal(t, map[string]string{"severity": "warning", "area": "disk", "all": "yes"}, ruleOf(t, set, "DiskFull")[0].Labels)
}

// TestEachAdds shows that labels and annotations can be added to alerts that have none.
func TestEachAdds(t *testing.T) {
	set := rules.Load(fstest.MapFS{"a.yaml": {Data: []byte("groups: [{name: g, rules: [{alert: A, expr: up}]}]")}}, "a.yaml")
	set.Alert("A").Each(func(a *rules.Alert) { a.Labels["team"], a.Annotations["link"] = "infra", "a" })
	require.Equal(t, map[string]string{"team": "infra"}, ruleOf(t, set, "A")[0].Labels)
	require.Equal(t, map[string]string{"link": "a"}, ruleOf(t, set, "A")[0].Annotations)
}

func TestDrop(t *testing.T) {
	set := load()
	set.Alert("Down").Drop()
	set.Alerts(`alertname="DiskFull"`).Drop()
	groups, err := set.Plain()
	require.NoError(t, err)
	require.Len(t, groups, 1, "a group without rules is left out")
	require.Len(t, groups[0].Rules, 1)
}

// TestChangeErrors shows what is said of changes that find nothing to change, or not what was meant.
func TestChangeErrors(t *testing.T) {
	tests := map[string]struct {
		change func(*rules.Loaded)
		want   []string
	}{
		"a name with a slip":  {func(l *rules.Loaded) { l.Alert("DiskFul").For(0) }, []string{"change_test.go:93: rules: no alert DiskFul; did you mean DiskFull?"}},
		"a name":              {func(l *rules.Loaded) { l.Alert("Overheated").Drop() }, []string{"rules: no alert Overheated among 3"}},
		"a recording":         {func(l *rules.Loaded) { l.Recording("free:ratios").Drop() }, []string{"no recording rule free:ratios; did you mean free:ratio?"}},
		"two alerts":          {func(l *rules.Loaded) { l.Alert("DiskFull").For(0) }, []string{`rules: 2 rules match alert DiskFull, want 1: {__group__="disks", severity="warning", team="infra"} at disks.yaml:7:5; {__group__="disks", severity="critical", team="infra"} at disks.yaml:8:5`}},
		"none of them":        {func(l *rules.Loaded) { l.Alert("Down", `severity="info"`) }, []string{`rules: no alert Down with severity="info"; there is {__group__="up", severity="critical"} at disks.yaml:11:5`}},
		"none of all":         {func(l *rules.Loaded) { l.Alerts(`severity="info"`) }, []string{`rules: no alert of 3 has severity="info"`}},
		"no matchers":         {func(l *rules.Loaded) { l.Alerts("severity") }, []string{`rules: alerts with severity: severity are no matchers, want such as severity="critical": `}},
		"a dropped alert":     {func(l *rules.Loaded) { l.Alert("Down").Drop(); l.Alert("Down").Drop() }, []string{"no alert Down among 2"}},
		"a recording's for":   {func(l *rules.Loaded) { l.Rules(`__name__="free:ratio"`).For(0) }, []string{"rules: recording rule free:ratio: For: only alerts have that: select them with Alerts"}},
		"no such label":       {func(l *rules.Loaded) { l.Alert("Down").NoLabel("team") }, []string{"rules: alert Down: NoLabel: it has no label team"}},
		"no such annotation":  {func(l *rules.Loaded) { l.Alert("Down").NoAnnotation("summary") }, []string{"rules: alert Down: NoAnnotation: it has no annotation summary"}},
		"what the build says": {func(l *rules.Loaded) { l.Alert("Down").For(-1).Annotation("summary", "{{") }, []string{"rules: alert Down: for is -1ns", "annotation summary: line 1: "}},
		"no expression left":  {func(l *rules.Loaded) { l.Alert("Down").Each(func(a *rules.Alert) { a.Expr = nil }).Threshold(1) }, []string{"rules: alert Down: Each: it has no expression any more"}},
		"all at once":         {func(l *rules.Loaded) { l.Alert("A"); l.Alert("B") }, []string{"no alert A", "no alert B"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			set := load()
			test.change(set)
			groups, err := set.Plain()
			require.Nil(t, groups)
			requireErrors(t, err, test.want)
		})
	}
}
