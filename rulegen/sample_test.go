package rulegen

import (
	"math/rand"
	"slices"
	"strings"
	"time"

	"github.com/promwright/promwright/rules"
)

// node are rules as people write them.
var node = rules.PlainGroups{{
	Name:     "node",
	Interval: time.Minute,
	At:       "alerts/node.go:10",
	Rules: []rules.PlainRule{
		{
			Alert: "NodeFilesystemAlmostOutOfSpace-20",
			Expr: `
				node_filesystem_avail_bytes{job="node-exporter",fstype!=""} / node_filesystem_size_bytes{job="node-exporter",fstype!=""} * 100 < 20
				and
				node_filesystem_readonly{job="node-exporter",fstype!=""} == 0
			`,
			For:         10 * time.Minute,
			Labels:      map[string]string{"severity": "warning", "area": "storage"},
			Annotations: map[string]string{"summary": "Filesystem has less than 20% space left.", "description": `{{ $labels.mountpoint }} at {{ $labels.instance }} has {{ printf "%.2f" $value }}% left.`},
			At:          "alerts/node.go:12",
		},
		{
			Record: "instance:node_disk_write_latency:rate1m",
			Expr:   `rate(node_disk_write_time_seconds_total[1m]) / rate(node_disk_writes_completed_total[1m]) # NaN for idle disks`,
			At:     "alerts/node.go:20",
		},
		{
			Alert:  "HostUnusualDiskWriteLatency",
			Expr:   `instance:node_disk_write_latency:rate1m > 0.1`,
			For:    2 * time.Minute,
			Labels: map[string]string{"severity": "warning"},
			At:     "alerts/node.go:24",
		},
	},
}}

// traps are rules in which every value means something else to some reader of YAML, and every field is used.
var traps = rules.PlainGroups{
	{
		Name:        "on",
		Interval:    90 * time.Second,
		QueryOffset: new(time.Duration),
		Limit:       7,
		Labels:      map[string]string{"y": "n", "null": "~", "team": "a: b"},
		At:          "alerts/traps.go:1",
		Rules: []rules.PlainRule{
			{
				Alert:         "1:30",
				Expr:          "1",
				For:           24 * time.Hour,
				KeepFiringFor: 90*time.Minute + 500*time.Millisecond,
				Labels:        map[string]string{"severity": "on", "code": "0x10", "day": "2026-11-23", "n": "1e3", "region.name": "eu"},
				Annotations: map[string]string{
					"description": "Two lines:\n  - {{ $value }}\n\n# not a comment\n",
					"summary":     "ends in a space \nand a\ttab",
					"runbook_url": "https://example.com/#node: full",
				},
			},
			{
				Alert: "Layout",
				Expr:  "\n\t(\n\t  a{x=\": #\"} \n\t)\r\n\tand\n\n\t  b{y=~'\\\\d'} # it's 100% {{ fine }}\n",
				For:   365 * 24 * time.Hour,
			},
			{Alert: "Raw", Expr: "label_replace(a, `b`, `$1 \n`, `c`, `(.*)`) > 0"},
			{Record: "job:up:sum", Expr: `sum(up{job="a b: c"})`},
		},
	},
	{Name: "no rules"},
}

// escapes is a rule whose texts a template could take for its own.
var escapes = rules.PlainGroups{{
	Name: "{{ group }}",
	Rules: []rules.PlainRule{{
		Alert: "Escapes",
		Expr:  "a{b=~`{{ x }}`} > 0 # {{- /* comment */ -}}",
		Annotations: map[string]string{
			"description": "{{ if `a` }}`{{ else }}{ {{ $value }}}{{ end }}\n{{ $labels.a\n}} and }}",
			"summary":     "{{`{{ $value }}`}} {{\"{{\"}} -}} {{- /* }} */ -}} ",
		},
	}},
}}

// ladder lets only the worst of some alerts notify.
var ladder = []rules.Inhibition{{
	Source: []string{`alertname=~"HostUnusual.*|NodeClock.*"`},
	Target: []string{`alertname="NodeFilesystemAlmostOutOfSpace-20"`, `severity!="critical"`},
	Equal:  []string{"mountpoint", "instance", "instance"},
}}

// oddities are matchers that look like something else.
var oddities = []rules.Inhibition{{
	Source: []string{`alertname="1:30"`, `severity=on`, `"region.name"!=""`},
	Target: []string{`path="a \"b\" \\ {c}, d=\"e\""`, `empty=""`, `raw!~"\\d+|\n"`, `unquoted=~a.*`},
}}

// platform returns groups with the fields that only Thanos or Mimir reads.
func platform(groups rules.PlainGroups, strategy string, tenants []string) rules.PlainGroups {
	groups = slices.Clone(groups)
	for i := range groups {
		groups[i].PartialResponseStrategy, groups[i].SourceTenants = strategy, tenants
	}
	return groups
}

// pieces are what texts are made of that YAML readers stumble over.
var pieces = strings.Split("a|b1|0|-|: | #|#|\"|'|\\|\n|\n\n| |  |\t|\r|{{|}}|{{ $value }}|[|]|{|}|,|&|*|!|%|@|`|>|<<|=|~|null|on|.5|1e3|0x|\x1f|\u00a0|\u2003|\ufeff|é|\U0001f525|---|...|?|- |$|_|\x00|\x1f|\ufffd|\\n", "|")

// text returns a random text of up to max pieces.
func randomText(r *rand.Rand, max int) string {
	var b strings.Builder
	for range r.Intn(max + 1) {
		b.WriteString(pieces[r.Intn(len(pieces))])
	}
	return b.String()
}
