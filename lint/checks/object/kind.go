package object

import (
	"strings"

	"github.com/agnivade/levenshtein"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

// api is where the kinds of the two operators are served.
var api = map[rulefile.Kind]string{
	rulefile.PrometheusRule: "monitoring.coreos.com/v1",
	rulefile.VMRule:         "operator.victoriametrics.com/v1beta1",
}

// kind reports objects of a kind that no API server has: they look like rules, and nobody reads them.
func kind(pass *lint.Pass, file *rulefile.File, known rulefile.Kind, o *rulefile.Object) {
	group, _, _ := strings.Cut(o.APIVersion.Value, "/")
	want, isRule := api[known]
	switch {
	case filledIn(o.APIVersion.Value) || filledIn(o.Kind.Value) || !o.Kind.Present():
	case !o.APIVersion.Present():
		if isRule {
			report(pass, file, o.Kind, "", "the %s has no apiVersion, which is %s: the API server refuses it", known, want)
		}
	case isRule && o.APIVersion.Value != want && mistyped(group, want):
		report(pass, file, o.APIVersion, want, "there is no %s in %s: it is %s", known, o.APIVersion.Value, want)
	case !isRule:
		for rule, where := range api {
			group, _, _ := strings.Cut(where, "/")
			if strings.HasPrefix(o.APIVersion.Value, group+"/") && near(o.Kind.Value, string(rule), 3) {
				report(pass, file, o.Kind, string(rule), "there is no kind %s in %s: did you mean %s?", o.Kind.Value, o.APIVersion.Value, rule)
			}
		}
	}
}

// mistyped tells whether a group is that of want, or meant as it. The operator's forks serve its kinds in groups of their own.
func mistyped(group, want string) bool {
	right, _, _ := strings.Cut(want, "/")
	return near(group, right, 3) && group != "azmonitoring.coreos.com"
}

func near(a, b string, distance int) bool {
	return levenshtein.ComputeDistance(strings.ToLower(a), strings.ToLower(b)) <= distance
}
