package format

import (
	"encoding/json"
	"errors"
	"io"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

// JSON prints the result as one JSON object. Programs may rely on these names; new ones may be added:
//
//	{
//	  "findings": [{
//	    "check": "templatelabel",
//	    "severity": "warning",               // error, warning or info
//	    "message": "the summary prints ...",
//	    "file": "alerts/node.yaml",
//	    "start": {"line": 14, "column": 20, "offset": 402}, // the first byte; line and column (in characters) from 1
//	    "end": {...},                                       // behind the last byte
//	    "related": [{"message": "only instance is kept here", "file": "alerts/node.yaml", "start": {...}, "end": {...}}],
//	    "fixes": [{                                         // the best first
//	      "message": "sum by (instance, mountpoint)",
//	      "safe": true,                                     // it does not change what the rule means otherwise
//	      "edits": [{"start": {...}, "end": {...}, "new": "..."}] // of the same file, not overlapping; may be empty
//	    }],
//	    "url": "https://..."                 // of the page about the check
//	  }],
//	  "errors": [{"message": "...", "file": "x.yaml", "start": {...}, "end": {...}}], // what was not found, read, understood
//	                                                        // or written; without a file, what concerns the run as a whole
//	  "summary": {
//	    "files": 8, "rules": 234,
//	    "filesWithoutRules": [],
//	    "findings": {"error": 0, "warning": 1, "info": 0}
//	  }
//	}
//
// Lists are never null. Paths have forward slashes.
func JSON(w io.Writer, r lint.Result) error { return writeJSON(w, r, Options{}) }

func writeJSON(w io.Writer, r lint.Result, o Options) error {
	report := report{Findings: []finding{}, Errors: []failure{}}
	for _, f := range r.Findings {
		report.Findings = append(report.Findings, newFinding(f, o))
	}
	for _, err := range r.Errors {
		report.Errors = append(report.Errors, newFailure(err, o))
	}
	report.Summary = totals{
		Files:             len(r.Project.Files),
		Rules:             r.Rules,
		FilesWithoutRules: []string{},
		Findings:          map[lint.Severity]int{},
	}
	for _, name := range r.FilesWithoutRules {
		report.Summary.FilesWithoutRules = append(report.Summary.FilesWithoutRules, o.path(name))
	}
	for _, severity := range lint.Severities {
		if severity != lint.Off {
			report.Summary.Findings[severity] = r.Count(severity)
		}
	}
	return encode(w, report)
}

// encode writes JSON for people and programs.
func encode(w io.Writer, value any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(value)
}

// report is the object.
type report struct {
	Findings []finding `json:"findings"`
	Errors   []failure `json:"errors"`
	Summary  totals    `json:"summary"`
}

type finding struct {
	Check    string        `json:"check"`
	Severity lint.Severity `json:"severity"`
	Message  string        `json:"message"`
	File     string        `json:"file"`
	rulefile.Span
	Related []place `json:"related"`
	Fixes   []fix   `json:"fixes"`
	URL     string  `json:"url"`
}

type place struct {
	Message string `json:"message"`
	File    string `json:"file"`
	rulefile.Span
}

type fix struct {
	Message string `json:"message"`
	Safe    bool   `json:"safe"`
	Edits   []edit `json:"edits"`
}

type edit struct {
	rulefile.Span
	New string `json:"new"`
}

type failure struct {
	Message        string `json:"message"`
	File           string `json:"file,omitempty"`
	*rulefile.Span        // nil: no file
}

type totals struct {
	Files             int                   `json:"files"`
	Rules             int                   `json:"rules"`
	FilesWithoutRules []string              `json:"filesWithoutRules"`
	Findings          map[lint.Severity]int `json:"findings"`
}

// newFinding lays a finding out.
func newFinding(f lint.Finding, o Options) finding {
	out := finding{
		Check: f.Check, Severity: f.Severity, Message: f.Message, File: o.path(f.File.Name), Span: f.Span,
		Related: []place{}, Fixes: []fix{}, URL: f.URL,
	}
	for _, related := range f.Related {
		file := f.File
		if related.File != nil {
			file = related.File
		}
		out.Related = append(out.Related, place{related.Message, o.path(file.Name), related.Span})
	}
	for _, proposed := range f.Fixes {
		edits := []edit{}
		for _, e := range proposed.Edits {
			edits = append(edits, edit{e.Span, e.New})
		}
		out.Fixes = append(out.Fixes, fix{proposed.Message, !proposed.Unsafe, edits})
	}
	return out
}

// newFailure lays an error out.
func newFailure(err error, o Options) failure {
	var inFile *rulefile.Error
	if errors.As(err, &inFile) {
		return failure{inFile.Message, o.path(inFile.File), &inFile.Span}
	}
	return failure{Message: err.Error()}
}
