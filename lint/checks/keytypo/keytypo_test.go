package keytypo

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/lint/linttest"
)

func TestCheck(t *testing.T) { linttest.Run(t, Check) }

func TestMistyped(t *testing.T) {
	usual := append(Check.Options.(*Options).Labels, Check.Options.(*Options).Annotations...)
	tests := map[string]string{
		"summry": "summary", "sumary": "summary", "summery": "summary", "sumamry": "summary", "descripton": "description", "desciption": "description",
		"decription": "description", "Desription": "description", "runbook_ulr": "runbook_url", "runbok_url": "runbook_url", "runbook_ur": "runbook_url",
		"serverity": "severity", "sevrity": "severity", "severty": "severity", "severiry": "severity", "dashbord_url": "dashboard_url", "mesage": "message",
	}
	for key, want := range tests {
		require.Equal(t, want, mistyped(key, usual), key)
	}
	for _, key := range []string{
		"summary", "Summary", "SUMMARY", "runbookURL", "runbookUrl", "runbook-url", "runbook url", "runbook", "dashboard", "description", "descriptions",
		"description_2", "description2", "desc", "title", "details", "info", "severity", "Severity", "severities", "team", "service", "serial", "messages", "image",
		"url", "runbook_uri", "storage", "passage", "message_id", "priority", "impact", "action", "a", "summary_short", "dashboardId", "security",
	} {
		require.Empty(t, mistyped(key, usual), key)
	}
}
