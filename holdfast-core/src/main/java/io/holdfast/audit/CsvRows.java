package io.holdfast.audit;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/** Rows of comma-separated values as RFC 4180 has them: read one after the other, and written. */
public final class CsvRows {
    private static final int NOTHING = -2;
    private static final int END = -1;

    private final Reader text;
    private int next = NOTHING;

    /** Those in {@code text}, which should be buffered. */
    CsvRows(Reader text) {
        this.text = text;
    }

    /** One row of these cells, without a line end. A cell is put in quotes where it must be. */
    public static String row(List<String> cells) {
        return String.join(",", cells.stream().map(CsvRows::quoted).toList());
    }

    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(each -> each == ',' || each == '"' || each == '\n' || each == '\r');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }

    /** The cells of the next row; none at the end. */
    List<String> next() throws IOException {
        List<String> cells = new ArrayList<>();
        if (peek() == END) {
            return cells;
        }
        do {
            cells.add(peek() == '"' ? inQuotes() : plain());
        } while (take(','));
        take('\r');
        take('\n');
        return cells;
    }

    private String plain() throws IOException {
        StringBuilder cell = new StringBuilder();
        while (peek() != END && peek() != ',' && peek() != '\n' && peek() != '\r') {
            cell.append((char) read());
        }
        return cell.toString();
    }

    /** Two quotes within quotes stand for one. */
    private String inQuotes() throws IOException {
        StringBuilder cell = new StringBuilder();
        take('"');
        while (peek() != END) {
            if (!take('"')) {
                cell.append((char) read());
            } else if (take('"')) {
                cell.append('"');
            } else {
                break;
            }
        }
        return cell.append(plain()).toString();
    }

    private boolean take(char wanted) throws IOException {
        boolean there = peek() == wanted;
        if (there) {
            read();
        }
        return there;
    }

    private int peek() throws IOException {
        if (next == NOTHING) {
            next = text.read();
        }
        return next;
    }

    private int read() throws IOException {
        int read = peek();
        next = NOTHING;
        return read;
    }
}
