package promql

import (
	"errors"
	"fmt"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"
)

var promqlParser = parser.NewParser(parser.Options{EnableExperimentalFunctions: true, EnableBinopFillModifiers: true})

// parse parses text. What is experimental in PromQL is allowed: whether a server has it switched on is another question.
func parse(text string) (parser.Expr, error) {
	if len(text) > maxText {
		return nil, fmt.Errorf("the expression is %d bytes long, the most is %d", len(text), maxText)
	}
	return promqlParser.ParseExpr(text)
}

// maxText bounds what is given to the parser, which recurses: bytes.
const maxText = 256 << 10

// parseMessage returns what is wrong with text in one line, and below it the line of text with a caret, if short. place
// turns an offset into text into one into source, for text that was made from source.
func parseMessage(err error, text string, place func(int) (source string, offset int)) string {
	var errs parser.ParseErrors
	if !errors.As(err, &errs) || len(errs) == 0 {
		return err.Error()
	}
	offset := min(max(0, int(errs[0].PositionRange.Start)), len(text))
	if place != nil {
		text, offset = place(offset)
	}
	start := strings.LastIndexByte(text[:offset], '\n') + 1
	line, _, _ := strings.Cut(text[start:], "\n")
	column := len([]rune(text[start:offset])) + 1
	message := fmt.Sprintf("%d:%d: %s", strings.Count(text[:start], "\n")+1, column, errs[0].Err)
	if len(line) > 120 {
		return message
	}
	return message + "\n\t" + strings.ReplaceAll(line, "\t", " ") + "\n\t" + strings.Repeat(" ", column-1) + "^"
}
