package cli

import (
	"slices"
	"strings"

	"github.com/mattn/go-runewidth"
	"github.com/yuin/goldmark/ast"
	tables "github.com/yuin/goldmark/extension/ast"
)

// gap is what stands between the columns of a table.
const gap = "  "

// table lays out columns under each other: as wide as what is in them, or narrower where the page is.
func (p page) table(table *tables.Table, width int) []string {
	var rows [][][]run
	for row := table.FirstChild(); row != nil; row = row.NextSibling() {
		look := look(0)
		if row.Kind() == tables.KindTableHeader {
			look = bold
		}
		rows = append(rows, p.cells(row, look))
	}
	widths := columns(rows, width)
	var lines []string
	for i, cells := range rows {
		lines = append(lines, p.row(cells, widths, table.Alignments)...)
		if i == 0 {
			rules := make([]string, len(widths))
			for j, columns := range widths {
				rules[j] = strings.Repeat("─", columns)
			}
			lines = append(lines, p.paint.as(strings.Join(rules, gap), dim))
		}
	}
	return lines
}

func (p page) cells(row ast.Node, look look) [][]run {
	var cells [][]run
	for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
		cells = append(cells, p.runs(cell, look))
	}
	return cells
}

// columns returns how wide each column is: the widest give way until all fit.
func columns(rows [][][]run, width int) []int {
	const narrowest = 4
	var widths []int
	for _, cells := range rows {
		for i, cell := range cells {
			if i == len(widths) {
				widths = append(widths, 1)
			}
			columns := 0
			for _, r := range cell {
				columns += runewidth.StringWidth(r.text)
			}
			widths[i] = max(widths[i], columns)
		}
	}
	total := (len(widths) - 1) * len(gap)
	for _, columns := range widths {
		total += columns
	}
	for ; total > width; total-- {
		widest := slices.Index(widths, slices.Max(widths))
		if widths[widest] <= narrowest {
			break
		}
		widths[widest]--
	}
	return widths
}

// row lays out the cells beside each other, in as many lines as the longest takes.
func (p page) row(cells [][]run, widths []int, alignments []tables.Alignment) []string {
	wrapped := make([][]string, len(cells))
	height := 0
	for i, cell := range cells {
		wrapped[i] = p.paint.wrap(cell, widths[i], true)
		height = max(height, len(wrapped[i]))
	}
	lines := make([]string, height)
	for i := range lines {
		parts := make([]string, len(cells))
		for j, cell := range wrapped {
			if i < len(cell) {
				parts[j] = cell[i]
			}
			blanks := strings.Repeat(" ", max(0, widths[j]-runewidth.StringWidth(plain(parts[j]))))
			if j < len(alignments) && alignments[j] == tables.AlignRight {
				parts[j] = blanks + parts[j]
			} else {
				parts[j] += blanks
			}
		}
		lines[i] = strings.Join(parts, gap)
	}
	return lines
}

// plain is a text without the colours that a painter gave it.
func plain(text string) string {
	var b strings.Builder
	for {
		before, after, found := strings.Cut(text, "\x1b[")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		_, text, _ = strings.Cut(after, "m")
	}
}
