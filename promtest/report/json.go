package report

import (
	"encoding/json"
	"io"
)

// JSON writes the results as one JSON object. Programs may rely on these names; new ones may be added:
//
//	{
//	  "files": [{
//	    "path": "alerts/node_test.yaml",
//	    "passed": false,
//	    "errors": [{"message": "...", "file": "...", "line": 3, "column": 1}], // why it could not be run
//	    "warnings": [...],                                                    // the same fields
//	    "skipped": [{"name": "...", "file": "...", "line": 9, "column": 3}],   // tests that were not asked for
//	    "tests": [{
//	      "name": "a target that goes down", "file": "...", "line": 3, "column": 3,
//	      "passed": false, "seconds": 0.0012, "interval": "1m", "evaluations": 13,
//	      "expectations": [{
//	        "title": "TargetDown at 12m", "file": "...", "line": 6, "column": 5,
//	        "passed": false, "seconds": 0.0001,
//	        "failures": [{
//	          "message": "TargetDown at 12m: want 1 firing, got 0", "file": "...", "line": 6, "column": 5,
//	          "at": "12m",                                           // where it shows first, since the start
//	          "because": [{"at": "12m", "text": "0 == 0, since 10m"}],
//	          "want": ["{instance=\"a\"}"], "got": [],                // what was missing, what was too much
//	          "expected": [{"labels": {...}, "annotations": {...}}], // of exp_alerts, in full; null: not of an exact expectation
//	          "actual": [{"series": "up", "value": "1"}]             // of exp_samples; or "histogram"
//	        }]
//	      }],
//	      "failures": [],                                            // of rules that could not be evaluated
//	      "alerts": [{
//	        "name": "TargetDown", "labels": {...}, "for": "5m", "keepFiringFor": "0m",
//	        "states": [{"state": "pending", "from": "10m", "to": "13m"}], // to: exclusive; inactive is left out
//	        "wanted": [...],                                           // of alerts that failed or are shown
//	        "because": [...]                                           // of alerts that are shown
//	      }],
//	      "dump": {                                                    // null: it was not asked for
//	        "series": [{"metric": "up{...}", "recorded": false, "every": "1m", "values": "1x9 0x3"}],
//	        "rules": [{"names": ["TargetDown"], "seconds": 0.0002}]     // those evaluated together together
//	      }
//	    }]
//	  }],
//	  "summary": {"files": 1, "broken": 0, "tests": 1, "failed": 1, "skipped": 0}
//	}
//
// Lists are never null, but for expected and actual. Without file, line and column a test was written in Go.
func JSON(w io.Writer, files []*File, o Options) error {
	out := jsonReport{Files: []jsonFile{}, Summary: jsonSummary(Tally(files))}
	for _, f := range files {
		out.Files = append(out.Files, newJSONFile(f, o))
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(out)
}

type jsonReport struct {
	Files   []jsonFile  `json:"files"`
	Summary jsonSummary `json:"summary"`
}

type jsonSummary struct {
	Files   int `json:"files"`
	Broken  int `json:"broken"`
	Tests   int `json:"tests"`
	Failed  int `json:"failed"`
	Skipped int `json:"skipped"`
}

type jsonFile struct {
	Path     string        `json:"path"`
	Passed   bool          `json:"passed"`
	Errors   []jsonMessage `json:"errors"`
	Warnings []jsonMessage `json:"warnings"`
	Skipped  []jsonSkipped `json:"skipped"`
	Tests    []jsonTest    `json:"tests"`
}

type jsonMessage struct {
	Message string `json:"message"`
	place
}

type jsonSkipped struct {
	Name string `json:"name"`
	place
}

type jsonTest struct {
	Name string `json:"name"`
	place
	Passed       bool              `json:"passed"`
	Seconds      float64           `json:"seconds"`
	Interval     string            `json:"interval"`
	Evaluations  int               `json:"evaluations"`
	Expectations []jsonExpectation `json:"expectations"`
	Failures     []jsonFailure     `json:"failures"`
	Alerts       []jsonAlert       `json:"alerts"`
	Dump         *jsonDump         `json:"dump"`
}

type jsonExpectation struct {
	Title string `json:"title"`
	place
	Passed   bool          `json:"passed"`
	Seconds  float64       `json:"seconds"`
	Failures []jsonFailure `json:"failures"`
}

type jsonFailure struct {
	Message string `json:"message"`
	place
	At       string      `json:"at"`
	Because  []jsonValue `json:"because"`
	Want     []string    `json:"want"`
	Got      []string    `json:"got"`
	Expected []jsonItem  `json:"expected"`
	Actual   []jsonItem  `json:"actual"`
}

type jsonValue struct {
	At   string `json:"at"`
	Text string `json:"text"`
}

type jsonItem struct {
	Labels      map[string]string `json:"labels,omitempty"`
	Annotations map[string]string `json:"annotations,omitempty"`
	Series      string            `json:"series,omitempty"`
	Value       string            `json:"value,omitempty"` // as text, since JSON has no NaN
	Histogram   string            `json:"histogram,omitempty"`
}

type jsonAlert struct {
	Name          string            `json:"name"`
	Labels        map[string]string `json:"labels"`
	For           string            `json:"for"`
	KeepFiringFor string            `json:"keepFiringFor"`
	States        []jsonSpan        `json:"states"`
	Wanted        []jsonSpan        `json:"wanted"`
	Because       []jsonValue       `json:"because"`
}

type jsonDump struct {
	Series []jsonSeries `json:"series"`
	Rules  []jsonTiming `json:"rules"`
}

type jsonSeries struct {
	Metric   string `json:"metric"`
	Recorded bool   `json:"recorded"`
	Every    string `json:"every"`
	Values   string `json:"values"`
}

type jsonTiming struct {
	Names   []string `json:"names"`
	Seconds float64  `json:"seconds"`
}

type jsonSpan struct {
	State string `json:"state"`
	From  string `json:"from"`
	To    string `json:"to"`
}
