package io.holdfast.transfer.verify;

import io.holdfast.engine.RowCursor;
import io.holdfast.engine.SchemaModel;
import io.holdfast.transfer.plan.ColumnPlan;
import io.holdfast.transfer.plan.TablePlan;
import io.holdfast.transfer.verify.Verification.TableResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** Compares all rows of one table, whatever their order on the two sides. */
final class TableComparison {
    private static final int MOST_BUCKETS_LOOKED_INTO = 64;

    private final TablePlan plan;
    private final ColumnPlan[] columns;
    private final int[] keyColumns;
    private final RowHash.Maker hashes = new RowHash.Maker();
    private final LongConsumer progress;
    private long seen;

    TableComparison(TablePlan plan, LongConsumer progress) {
        this.plan = plan;
        this.columns = plan.columns().toArray(ColumnPlan[]::new);
        this.progress = progress;
        List<String> key = plan.target()
                .primaryKey()
                .map(SchemaModel.Key::columns)
                .orElseGet(() -> plan.source().columns().stream()
                        .map(SchemaModel.Column::name)
                        .toList());
        this.keyColumns = key.stream().mapToInt(this::indexOf).toArray();
    }

    TableResult compare(Side source, Side target) throws Exception {
        Buckets left = sum(source);
        Buckets right = sum(target);
        BitSet differing = left.differingFrom(right);
        List<Difference> found = differing.isEmpty() ? List.of() : lookInto(differing, source, target);
        return new TableResult(plan.name(), left.all(), right.all(), left.text(), right.text(), found);
    }

    private Buckets sum(Side side) throws Exception {
        Buckets buckets = new Buckets();
        byte[][] forms = new byte[columns.length][];
        try (RowCursor rows = side.open()) {
            while (rows.next()) {
                read(rows, side, forms);
                buckets.add(keyOf(forms), hashes.of(forms));
                progress.accept(++seen);
            }
        }
        return buckets;
    }

    private List<Difference> lookInto(BitSet differing, Side source, Side target) throws Exception {
        BitSet chosen = new BitSet();
        differing.stream().limit(MOST_BUCKETS_LOOKED_INTO).forEach(chosen::set);
        Map<RowHash, List<byte[][]>> missing = rowsIn(chosen, source);
        List<Difference> found = new ArrayList<>();
        byte[][] forms = new byte[columns.length][];
        try (RowCursor rows = target.open()) {
            while (rows.next()) {
                read(rows, target, forms);
                if (chosen.get(Buckets.indexOf(keyOf(forms)))) {
                    match(forms, missing, found);
                }
            }
        }
        missing.values().forEach(rows -> rows.forEach(row -> found.add(difference(row, "missing in the target"))));
        return found;
    }

    private Map<RowHash, List<byte[][]>> rowsIn(BitSet chosen, Side side) throws Exception {
        Map<RowHash, List<byte[][]>> kept = new HashMap<>();
        try (RowCursor rows = side.open()) {
            while (rows.next()) {
                byte[][] forms = new byte[columns.length][];
                read(rows, side, forms);
                RowHash key = keyOf(forms);
                if (chosen.get(Buckets.indexOf(key))) {
                    kept.computeIfAbsent(key, none -> new ArrayList<>()).add(forms);
                }
            }
        }
        return kept;
    }

    private void match(byte[][] received, Map<RowHash, List<byte[][]>> missing, List<Difference> found) {
        List<byte[][]> candidates = missing.getOrDefault(keyOf(received), List.of());
        if (candidates.isEmpty()) {
            found.add(difference(received, "not in the source"));
            return;
        }
        byte[][] stored = candidates.remove(0);
        for (int i = 0; i < columns.length; i++) {
            if (!Arrays.equals(stored[i], received[i])) {
                String name = columns[i].source().name();
                found.add(difference(stored, "%s is another value than in the source".formatted(name)));
            }
        }
    }

    private Difference difference(byte[][] forms, String what) {
        StringBuilder row = new StringBuilder();
        for (int column : keyColumns) {
            row.append(row.isEmpty() ? "" : ", ")
                    .append(columns[column].source().name())
                    .append('=');
            row.append(shown(forms[column]));
        }
        return new Difference(plan.name(), row.toString(), what);
    }

    private static String shown(byte[] form) {
        if (form.length == 0) {
            return "null";
        }
        String text = new String(form, 1, form.length - 1, StandardCharsets.UTF_8);
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }

    private void read(RowCursor rows, Side side, byte[][] forms) throws Exception {
        for (int i = 0; i < columns.length; i++) {
            forms[i] = side.form(rows.value(i), columns[i].conversion());
        }
    }

    private RowHash keyOf(byte[][] forms) {
        byte[][] key = new byte[keyColumns.length][];
        for (int i = 0; i < key.length; i++) {
            key[i] = forms[keyColumns[i]];
        }
        return hashes.of(key);
    }

    private int indexOf(String name) {
        for (int i = 0; i < columns.length; i++) {
            if (columns[i].source().name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("table %s has no column %s".formatted(plan.name(), name));
    }
}
