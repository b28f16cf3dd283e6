package io.streamspace.agent.internal.demo.picture;

import io.streamspace.agent.internal.demo.picture.Key.Control;
import io.streamspace.agent.internal.demo.picture.Key.Edit;
import io.streamspace.agent.internal.demo.picture.Key.Typed;
import io.streamspace.agent.internal.demo.rfb.Rect;
import io.streamspace.agent.internal.demo.rfb.Region;
import java.util.function.Consumer;

/** A text editor with line numbers, which scrolls; Ctrl+C copies everything to the viewers, Ctrl+V pastes theirs. */
final class Notepad implements Content {
    private static final Typeface FACE = new Typeface(11, 1.35f);
    private static final int LINE = 20;
    private static final int BASELINE = 15;
    private static final int HEAD = 6;
    private static final int OVERHANG = 4;
    private static final int MARGIN = 44;
    private static final int INSET = 10;
    private static final int TAB = 4;
    private static final int WHEEL_UP = 4;
    private static final int WHEEL_DOWN = 5;
    private static final int LINES_PER_WHEEL = 3;

    private final int width;
    private final int height;
    private final TextBuffer buffer;
    private final Consumer<String> clipboard;
    private final Region damage = new Region();
    private String pasted = "";
    private int top;

    Notepad(int width, int height, Consumer<String> clipboard) {
        this.width = width;
        this.height = height;
        this.clipboard = clipboard;
        this.buffer = new TextBuffer((width - MARGIN - 2 * INSET) / FACE.cellWidth());
    }

    TextBuffer buffer() {
        return buffer;
    }

    /** What Ctrl+V inserts from now on. */
    void offer(String text) {
        pasted = text;
    }

    void write(String text) {
        for (char c : text.toCharArray()) {
            if (c == '\n') {
                buffer.breakLine();
            } else if (c == '\t') {
                tab();
            } else if (c >= ' ') {
                buffer.insert(c);
            }
        }
        showCursor();
        all();
    }

    @Override
    public String title() {
        return "Notes";
    }

    @Override
    public void paint(Canvas canvas, Rect at, boolean active) {
        canvas.fill(at, Theme.PAPER);
        canvas.fill(new Rect(at.x(), at.y(), MARGIN, at.height()), Theme.MARGIN);
        for (int row = top; row < Math.min(buffer.rows(), top + visibleRows() + 1); row++) {
            paintRow(canvas, at, row);
        }
        if (active && buffer.row() >= top) {
            int x = at.x() + MARGIN + INSET + buffer.column() * FACE.cellWidth();
            canvas.fill(new Rect(x, at.y() + HEAD + (buffer.row() - top) * LINE + 2, 2, LINE - 3), Theme.ACCENT);
        }
        paintScrollBar(canvas, at);
    }

    private void paintRow(Canvas canvas, Rect at, int row) {
        int y = at.y() + HEAD + (row - top) * LINE;
        if (!canvas.clip().intersects(new Rect(at.x(), y - LINE, at.width(), 3 * LINE))) {
            return;
        }
        boolean current = row == buffer.row();
        if (current) {
            canvas.fill(new Rect(at.x() + MARGIN, y, at.width() - MARGIN, LINE), Theme.CURRENT_LINE);
        }
        String number = Integer.toString(row + 1);
        int right = at.x() + MARGIN - INSET - number.length() * FACE.cellWidth();
        FACE.cells(canvas, number, right, y + BASELINE, current ? Theme.ACCENT : Theme.MARGIN_TEXT);
        FACE.cells(canvas, buffer.line(row), at.x() + MARGIN + INSET, y + BASELINE, Theme.INK);
    }

    private void paintScrollBar(Canvas canvas, Rect at) {
        if (buffer.rows() <= visibleRows()) {
            return;
        }
        int length = Math.max(24, at.height() * visibleRows() / buffer.rows());
        int travel = (at.height() - length - 8) * top / Math.max(1, buffer.rows() - visibleRows());
        canvas.roundRect(new Rect(at.right() - 9, at.y() + 4 + travel, 5, length), 2, Theme.EDGE);
    }

    @Override
    public void key(Key key) {
        int row = buffer.row();
        int rows = buffer.rows();
        int first = top;
        switch (key) {
            case Typed typed -> buffer.insert(typed.character());
            case Control control -> control(control.letter());
            case Edit edit -> edit(edit);
        }
        showCursor();
        if (first != top || rows != buffer.rows()) {
            all();
        } else {
            row(row);
            row(buffer.row());
        }
    }

    private void control(char letter) {
        if (letter == 'c') {
            clipboard.accept(buffer.text());
        } else if (letter == 'v') {
            write(pasted);
        }
    }

    private void edit(Edit edit) {
        switch (edit) {
            case ENTER -> buffer.breakLine();
            case TAB -> tab();
            case BACKSPACE -> buffer.backspace();
            case DELETE -> buffer.delete();
            case LEFT -> buffer.left();
            case RIGHT -> buffer.right();
            case UP -> buffer.moveTo(buffer.row() - 1, buffer.column());
            case DOWN -> buffer.moveTo(buffer.row() + 1, buffer.column());
            case HOME -> buffer.moveTo(buffer.row(), 0);
            case END -> buffer.moveTo(buffer.row(), Integer.MAX_VALUE);
            case PAGE_UP -> buffer.moveTo(buffer.row() - visibleRows(), buffer.column());
            case PAGE_DOWN -> buffer.moveTo(buffer.row() + visibleRows(), buffer.column());
            case NOTHING -> {}
        }
    }

    private void tab() {
        do {
            buffer.insert(' ');
        } while (buffer.column() % TAB != 0);
    }

    @Override
    public void press(int x, int y, int button) {
        if (button == WHEEL_UP || button == WHEEL_DOWN) {
            int last = Math.max(0, buffer.rows() - visibleRows());
            top = Math.clamp(top + (button == WHEEL_UP ? -LINES_PER_WHEEL : LINES_PER_WHEEL), 0, last);
            all();
            return;
        }
        row(buffer.row());
        int column = Math.round((float) (x - MARGIN - INSET) / FACE.cellWidth());
        buffer.moveTo(top + Math.max(0, y - HEAD) / LINE, column);
        row(buffer.row());
    }

    @Override
    public void drag(int x, int y) {
        // text is not selected here, so moving with the button down means nothing
    }

    @Override
    public Iterable<Rect> takeDamage() {
        return damage.takeAll();
    }

    private int visibleRows() {
        return (height - HEAD) / LINE;
    }

    private void showCursor() {
        int row = buffer.row();
        top = Math.clamp(top, Math.max(0, row - visibleRows() + 1), row);
    }

    private void all() {
        damage.add(new Rect(0, 0, width, height));
    }

    /** Accents of capitals reach into the line above. */
    private void row(int row) {
        Rect line = new Rect(0, HEAD + (row - top) * LINE - OVERHANG, width, LINE + 2 * OVERHANG);
        damage.add(line.intersect(new Rect(0, 0, width, height)));
    }
}
