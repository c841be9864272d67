package format

import (
	"io"

	"github.com/promwright/promwright/lint"
)

// GitLab prints the result as a report of code quality, as GitLab shows it in merge requests: an array of issues, each with a
// fingerprint that stays the same while lines move. Errors are issues of the severity "blocker".
func GitLab(w io.Writer, r lint.Result, o Options) error {
	severities := map[lint.Severity]string{lint.Error: "critical", lint.Warning: "major", lint.Info: "info"}
	all := problems(r, o)
	prints := fingerprints(all)
	issues := make([]issue, len(all))
	for i, p := range all {
		first, last := p.lines()
		issues[i] = issue{
			Description: p.message, Check: p.check, Fingerprint: prints[i], Severity: severities[p.severity],
			Location: issuePlace{p.path, issueLines{first, last}},
		}
		if p.isError() {
			issues[i].Severity = "blocker"
		}
	}
	return encode(w, issues)
}

type issue struct {
	Description string     `json:"description"`
	Check       string     `json:"check_name"`
	Fingerprint string     `json:"fingerprint"`
	Severity    string     `json:"severity"`
	Location    issuePlace `json:"location"`
}

type issuePlace struct {
	Path  string     `json:"path"`
	Lines issueLines `json:"lines"`
}

type issueLines struct {
	Begin int `json:"begin"`
	End   int `json:"end"`
}
