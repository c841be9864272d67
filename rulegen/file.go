package rulegen

import (
	"errors"
	"fmt"

	"github.com/promwright/promwright/internal/joined"
	"github.com/promwright/promwright/rules"
)

// File is a generated file: which rules stand where, in which form.
//
//	rulegen.File{
//		Path:   "manifests/node.yaml",
//		Target: rulegen.PrometheusRule{Name: "node", Release: "kube-prometheus-stack"},
//		Rules:  node.Groups(),
//	}
//
// Rules in several forms, or several sets in one form, are files that share fields, see [File.As].
type File struct {
	Path    string       // relative to the folder that is written to, with slashes
	Target  Target       // the form of the file
	Rules   rules.Source // what it holds
	Command string       // that writes the file, for its first line: "go run ./alerts"; empty: "rulegen"
}

// As returns the same rules, written by the same command, at another path in another form:
//
//	node := rulegen.File{Rules: node.Groups(), Command: "make generate"}
//	rulegen.Main(
//		node.As("manifests/node.yaml", rulegen.PrometheusRule{Name: "node", Release: "kube-prometheus-stack"}),
//		node.As("rules/node.yaml", rulegen.RuleFile{}),
//	)
func (f File) As(path string, target Target) File {
	f.Path, f.Target = path, target
	return f
}

// Generate returns the content of the file: a comment that keeps people from editing it, then what the target generates.
// It returns every error of the rules and of the target, joined.
func (f File) Generate() ([]byte, error) {
	out, err := f.generate()
	return out.content, err
}

// generate returns the file without its path on disk.
func (f File) generate() (output, error) {
	if f.Path == "" || f.Target == nil || f.Rules == nil {
		return output{File: f}, fmt.Errorf("rulegen: file %q: Path, Target and Rules are all needed", f.Path)
	}
	header, err := f.header()
	if err != nil {
		return output{File: f}, err
	}
	groups, err := f.Rules.Plain()
	if err != nil {
		return output{File: f}, err
	}
	if err := checkTemplates(groups); err != nil {
		return output{File: f}, err
	}
	content, err := f.Target.Generate(groups)
	if err != nil {
		return output{File: f}, f.locate(err)
	}
	return output{f, "", groups, append([]byte(header), content...)}, nil
}

// locate gives errors of the target, which no line of Go is to blame for, the path of the file.
func (f File) locate(err error) error {
	errs := joined.Errors(err)
	for i, err := range errs {
		var fault *Error
		if errors.As(err, &fault) && fault.At == "" {
			errs[i] = &Error{At: f.Path, Subject: fault.Subject, Message: fault.Message}
		}
	}
	return errors.Join(errs...)
}
