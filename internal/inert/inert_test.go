package inert_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/internal/inert"
)

func TestCommand(t *testing.T) {
	tests := map[string]struct {
		properties []inert.Property
		message    string
		want       string
	}{
		"as it is":                  {[]inert.Property{{"file", "a.yaml"}, {"line", 3}}, "up is 0", "::error file=a.yaml,line=3::up is 0"},
		"a second command":          {nil, "x\n::error::y", "::error ::x%0A::error::y"},
		"a property ends at commas": {[]inert.Property{{"title", "a,b:c%"}}, "m", "::error title=a%2Cb%3Ac%25::m"},
		"escapes paint the log":     {nil, "\x1b[31mred\r", "::error ::\ufffd[31mred\ufffd"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, test.want, inert.Command("error", test.properties, test.message))
		})
	}
}

func TestPrintable(t *testing.T) {
	require.Equal(t, "a\nb\ufffdc\ufffdd", inert.Printable("a\nb\tc\u202ed"))
	require.Equal(t, "grün", inert.Printable("grün"))
}

func TestXML(t *testing.T) {
	var b strings.Builder
	require.NoError(t, inert.XML(&b, struct {
		XMLName struct{} `xml:"a"`
		Text    string   `xml:"b"`
	}{Text: inert.XMLText("x\x00<\uffff")}))
	require.Equal(t, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a>\n  <b>x\ufffd&lt;\ufffd</b>\n</a>\n", b.String())
}
