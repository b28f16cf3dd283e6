package io.streamspace.agent.internal.demo.picture;

import java.util.ArrayList;
import java.util.List;

/** Lines of text and a cursor between two characters. Bounded: the oldest lines go, and a full line breaks. */
final class TextBuffer {
    static final int MOST_LINES = 2_000;

    private final List<StringBuilder> lines = new ArrayList<>();
    private final int columns;
    private int row;
    private int column;

    TextBuffer(int columns) {
        this.columns = columns;
        lines.add(new StringBuilder());
    }

    int rows() {
        return lines.size();
    }

    int row() {
        return row;
    }

    int column() {
        return column;
    }

    String line(int index) {
        return lines.get(index).toString();
    }

    String text() {
        return String.join("\n", lines);
    }

    void insert(char character) {
        if (lines.get(row).length() >= columns) {
            wrap();
        }
        lines.get(row).insert(column++, character);
    }

    void breakLine() {
        StringBuilder line = lines.get(row);
        lines.add(row + 1, new StringBuilder(line.substring(column)));
        line.setLength(column);
        row++;
        column = 0;
        forgetOldest();
    }

    void backspace() {
        if (left()) {
            delete();
        }
    }

    void delete() {
        StringBuilder line = lines.get(row);
        if (column < line.length()) {
            line.deleteCharAt(column);
        } else if (row + 1 < lines.size() && line.length() + lines.get(row + 1).length() <= columns) {
            line.append(lines.remove(row + 1));
        }
    }

    boolean left() {
        if (column > 0) {
            column--;
            return true;
        }
        if (row == 0) {
            return false;
        }
        row--;
        column = lines.get(row).length();
        return true;
    }

    void right() {
        if (column < lines.get(row).length()) {
            column++;
        } else if (row + 1 < lines.size()) {
            row++;
            column = 0;
        }
    }

    void moveTo(int newRow, int newColumn) {
        row = Math.clamp(newRow, 0, lines.size() - 1);
        column = Math.clamp(newColumn, 0, lines.get(row).length());
    }

    /** A full line breaks at the cursor; what is typed stays before the break unless the cursor is at the end. */
    private void wrap() {
        int kept = column;
        breakLine();
        if (kept < columns) {
            moveTo(row - 1, kept);
        }
    }

    private void forgetOldest() {
        while (lines.size() > MOST_LINES) {
            lines.removeFirst();
            row = Math.max(0, row - 1);
        }
    }
}
