package cover

import (
	"encoding/json"
	"io"
	"math"

	"github.com/promwright/promwright/rules/rulefile"
)

// jsonReport is the report for programs. Fields are added, and never taken away or renamed.
type jsonReport struct {
	Version  int        `json:"version"` // 1
	Percent  float64    `json:"percent"`
	Seen     int        `json:"seen"`
	Branches int        `json:"branches"`
	Rules    []jsonRule `json:"rules"`
}

type jsonRule struct {
	File     string       `json:"file,omitempty"`
	Line     int          `json:"line,omitempty"`
	Column   int          `json:"column,omitempty"`
	Group    string       `json:"group"`
	Alert    string       `json:"alert,omitempty"`
	Record   string       `json:"record,omitempty"`
	Reached  bool         `json:"reached"`
	Percent  float64      `json:"percent"`
	Branches []jsonBranch `json:"branches"`
}

type jsonBranch struct {
	Field   string         `json:"field"`
	Text    string         `json:"text"` // of the field, that the branch is about
	Outcome string         `json:"outcome"`
	Seen    bool           `json:"seen"`
	Problem string         `json:"problem,omitempty"`
	Span    *rulefile.Span `json:"span,omitempty"` // in the rule file
}

// JSON writes the report as one object:
//
//	{"version": 1, "percent": 83.3, "seen": 5, "branches": 6, "rules": [{
//		"file": "alerts/node.yaml", "line": 9, "column": 5, "group": "node", "alert": "TargetDown", "reached": true, "percent": 75, "branches": [
//			{"field": "expr", "text": "== 0", "outcome": "false", "seen": false, "span": {"start": {"offset": 150, "line": 10, "column": 14}, "end": ...}}]}]}
//
// Record stands in place of alert for a recording rule. A rule without a rule file has no span, and no file if nothing is known of it.
func (r *Report) JSON(w io.Writer) error {
	c, files := r.Count(), newSources()
	out := jsonReport{Version: 1, Percent: tenths(c.Percent()), Seen: c.Seen, Branches: c.All, Rules: []jsonRule{}}
	for _, rule := range r.Rules {
		out.Rules = append(out.Rules, jsonOf(rule, files.find(rule)))
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(out)
}

// jsonOf returns a rule, which is nil in a file that is none of rules.
func jsonOf(r Rule, found *rulefile.Rule) jsonRule {
	out := jsonRule{File: r.File, Line: r.Line, Column: r.Column, Group: r.Group, Alert: r.Alert, Record: r.Record, Reached: r.Reached,
		Percent: tenths(r.Count().Percent()), Branches: []jsonBranch{}}
	for _, b := range r.Branches {
		branch := jsonBranch{Field: b.Field, Text: r.text(b.Field), Outcome: b.Outcome, Seen: b.Seen, Problem: b.Problem}
		if b.From < b.To {
			branch.Text = branch.Text[b.From:b.To]
		}
		if found != nil {
			at := span(found, b)
			branch.Span = &at
		}
		out.Branches = append(out.Branches, branch)
	}
	return out
}

func tenths(p float64) float64 { return math.Floor(10*p+1e-9) / 10 }
