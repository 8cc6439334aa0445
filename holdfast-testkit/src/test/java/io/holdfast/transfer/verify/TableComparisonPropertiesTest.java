package io.holdfast.transfer.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.DataType;
import io.holdfast.engine.DataType.Base;
import io.holdfast.engine.RowCursor;
import io.holdfast.engine.SchemaModel;
import io.holdfast.engine.SchemaModel.Column;
import io.holdfast.engine.SchemaModel.Table;
import io.holdfast.engine.Value;
import io.holdfast.testkit.Props;
import io.holdfast.transfer.convert.Conversion;
import io.holdfast.transfer.plan.ColumnPlan;
import io.holdfast.transfer.plan.TablePlan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** XFER-5: the comparison sees every difference, and nothing else, whatever the order of the rows. */
class TableComparisonPropertiesTest {

    @Test
    void theSameRowsInAnotherOrderAreEqual() {
        Props.cases(300).forAll(Props.random(random -> random), random -> {
            boolean keyed = random.nextBoolean();
            List<Value[]> rows = rows(random, keyed);
            List<Value[]> shuffled = new ArrayList<>(rows);
            Collections.shuffle(shuffled, random);

            var result = compare(keyed, rows, shuffled);

            assertThat(result.differences()).isEmpty();
            assertThat(result.sourceSum()).isEqualTo(result.targetSum());
        });
    }

    @Test
    void aChangedCellIsNamedByTableKeyAndColumn() {
        Props.cases(300).forAll(Props.random(random -> random), random -> {
            List<Value[]> rows = rows(random, true);
            List<Value[]> changed = new ArrayList<>(rows);
            int at = random.nextInt(rows.size());
            long id = ((Value.Int) rows.get(at)[0]).value();
            changed.set(at, new Value[] {rows.get(at)[0], new Value.Int(-1)});

            var result = compare(true, rows, changed);

            assertThat(result.differences())
                    .containsExactly(new Difference("t", "id=" + id, "v is another value than in the source"));
        });
    }

    @Test
    void aMissingRowAndAnExtraRowAreNamed() {
        Props.cases(300).forAll(Props.random(random -> random), random -> {
            boolean keyed = random.nextBoolean();
            List<Value[]> rows = rows(random, keyed);
            List<Value[]> fewer = new ArrayList<>(rows);
            fewer.remove(random.nextInt(rows.size()));

            assertThat(compare(keyed, rows, fewer).differences())
                    .singleElement()
                    .satisfies(found -> assertThat(found.what()).isEqualTo("missing in the target"));
            assertThat(compare(keyed, fewer, rows).differences())
                    .singleElement()
                    .satisfies(found -> assertThat(found.what()).isEqualTo("not in the source"));
        });
    }

    private static Verification.TableResult compare(boolean keyed, List<Value[]> source, List<Value[]> target) {
        try {
            return new TableComparison(plan(keyed), rows -> {}).compare(side(source), side(target));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Rows with distinct ids where keyed; with repetitions where not. */
    private static List<Value[]> rows(Random random, boolean keyed) {
        List<Value[]> rows = new ArrayList<>();
        int count = 1 + random.nextInt(200);
        for (int i = 0; i < count; i++) {
            long id = keyed ? i : random.nextInt(5);
            rows.add(new Value[] {
                new Value.Int(id), random.nextInt(4) == 0 ? Value.NULL : new Value.Int(random.nextInt(3))
            });
        }
        return rows;
    }

    private static TablePlan plan(boolean keyed) {
        Table table = new Table(
                "t",
                List.of(column("id"), column("v")),
                keyed ? Optional.of(new SchemaModel.Key("", List.of("id"))) : Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        List<ColumnPlan> columns = table.columns().stream()
                .map(column ->
                        new ColumnPlan(column, column, "bigint", Conversion.KEEP, true, List.of(), Optional.empty()))
                .toList();
        return new TablePlan(table, table, columns, 0, 0);
    }

    private static Column column(String name) {
        return new Column(
                name, "", DataType.of(Base.BIGINT), false, Optional.empty(), Optional.empty(), Optional.empty(), "");
    }

    private static Side side(List<Value[]> rows) {
        return new Side() {
            @Override
            public RowCursor open() {
                return new ListCursor(rows.iterator());
            }

            @Override
            public byte[] form(Value value, Conversion conversion) {
                return Form.stored(value, conversion);
            }
        };
    }

    private static final class ListCursor implements RowCursor {
        private final Iterator<Value[]> rows;
        private Value[] row = {};

        private ListCursor(Iterator<Value[]> rows) {
            this.rows = rows;
        }

        @Override
        public boolean next() {
            boolean more = rows.hasNext();
            row = more ? rows.next() : row;
            return more;
        }

        @Override
        public Value value(int column) {
            return row[column];
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}
