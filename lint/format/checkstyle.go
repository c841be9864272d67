package format

import (
	"encoding/xml"
	"io"

	"github.com/promwright/promwright/internal/inert"
	"github.com/promwright/promwright/lint"
)

// Checkstyle prints the result in the XML of Checkstyle, which many programs read: an element for each file, in the order of
// the run, with what is wrong in it. The source is rulelint and the name of the check.
func Checkstyle(w io.Writer, r lint.Result, o Options) error {
	report := checkstyle{Version: "4.3"}
	for _, file := range byFile(r, o) {
		element := checkstyleFile{Name: inert.XMLText(file.path)}
		for _, p := range file.problems {
			first, _ := p.lines()
			element.Errors = append(element.Errors, checkstyleError{
				Line: first, Column: p.span.Start.Column, Severity: string(p.severity),
				Message: inert.XMLText(p.message), Source: tool + "." + inert.XMLText(p.check),
			})
		}
		report.Files = append(report.Files, element)
	}
	return inert.XML(w, report)
}

type checkstyle struct {
	XMLName xml.Name         `xml:"checkstyle"`
	Version string           `xml:"version,attr"`
	Files   []checkstyleFile `xml:"file"`
}

type checkstyleFile struct {
	Name   string            `xml:"name,attr"`
	Errors []checkstyleError `xml:"error"`
}

type checkstyleError struct {
	Line     int    `xml:"line,attr"`
	Column   int    `xml:"column,attr,omitempty"`
	Severity string `xml:"severity,attr"` // the levels of Checkstyle have our names
	Message  string `xml:"message,attr"`
	Source   string `xml:"source,attr"`
}
