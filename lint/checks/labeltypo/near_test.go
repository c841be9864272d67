package labeltypo

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestIsTypo(t *testing.T) {
	tests := []struct {
		name, word string
		want       bool
	}{
		{"instnace", "instance", true},
		{"namesapce", "namespace", true},
		{"instanse", "instance", true},
		{"instace", "instance", true},
		{"instanc", "instance", true},
		{"instaance", "instance", true},
		{"instancee", "instance", true},
		{"contianer", "container", true},
		{"conatiner", "container", true},
		{"serverity", "severity", true},
		{"sevrity", "severity", true},
		{"enviroment", "environment", true},
		{"runbook_ulr", "runbook_url", true},
		{"sumary", "summary", true},
		{"descripton", "description", true},
		{"discription", "description", true},
		{"stauts", "status", true},
		{"staus", "status", true},
		{"quuee", "queue", true},
		{"statu_scode", "status_code", true},
		{"shard12", "shard21", false},
		{"Severity", "severity", true}, // where the other one is used often
		{"instance", "instance", false},
		{"instances", "instance", false},
		{"instance", "instances", false},
		{"instance1", "instance", false},
		{"shard2", "shard1", false},
		{"podname", "pod_name", false},
		{"pid_name", "pod_name", false},
		{"nodename", "codename", false},
		{"kservice", "service", false},
		{"handled", "handler", false},
		{"host", "hots", false},
		{"mode", "code", false},
		{"state", "stage", false},
		{"status", "state", false},
		{"ervice", "service", false},
		{"", "service", false},
		{"service", "", false},
	}
	for _, test := range tests {
		t.Run(test.name+" "+test.word, func(t *testing.T) {
			require.Equal(t, test.want, isTypo(test.name, test.word))
			if test.want {
				first := func(a, b string) bool { return a < b }
				require.Equal(t, test.word, newIndex([]string{"other", test.word}).nearest(test.name, first))
			}
		})
	}
}

// No word that everybody knows is a typing error of another one.
func TestWords(t *testing.T) {
	for _, words := range [][]string{labelWords, annotationWords} {
		for _, a := range words {
			for _, b := range words {
				require.False(t, isTypo(a, b), "%s, %s", a, b)
			}
		}
	}
	known := set(labelWords, annotationWords)
	for _, name := range others {
		require.False(t, known[name], "%s is a word", name)
	}
}
