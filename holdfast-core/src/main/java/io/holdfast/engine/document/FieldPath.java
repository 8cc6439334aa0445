package io.holdfast.engine.document;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a walk through a body is, for people: keys and places in lists with dots between them. It is the name of a field and
 * never holds a value; where it is very long or deep, the middle is left out.
 */
final class FieldPath {
    private static final int LONGEST_STEP = 60;
    private static final int FIRST_STEPS = 8;
    private static final int LAST_STEPS = 2;

    private final String whole;
    private final List<Object> steps = new ArrayList<>();

    /** The path that leads nowhere yet, but to {@code whole}, such as "the body". */
    FieldPath(String whole) {
        this.whole = whole;
    }

    void into(String key) {
        steps.add(key);
    }

    void into(int place) {
        steps.add(place);
    }

    void out() {
        steps.remove(steps.size() - 1);
    }

    /** Such as "the field address.lines.0". */
    @Override
    public String toString() {
        if (steps.isEmpty()) {
            return whole;
        }
        int skipped = steps.size() - FIRST_STEPS - LAST_STEPS;
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            if (skipped <= 0 || i < FIRST_STEPS || i >= FIRST_STEPS + skipped) {
                shown.add(shown(String.valueOf(steps.get(i))));
            } else if (i == FIRST_STEPS) {
                shown.add("…");
            }
        }
        return "the field " + String.join(".", shown);
    }

    private static String shown(String step) {
        StringBuilder text = new StringBuilder();
        step.codePoints()
                .limit(LONGEST_STEP)
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? 0xFFFD : c)
                .forEach(text::appendCodePoint);
        if (step.codePointCount(0, step.length()) > LONGEST_STEP) {
            text.append('…');
        }
        boolean plain = !step.isEmpty() && step.chars().noneMatch(c -> c == '.' || c == '"' || c == ' ');
        return plain ? text.toString() : "\"" + text + "\"";
    }
}
