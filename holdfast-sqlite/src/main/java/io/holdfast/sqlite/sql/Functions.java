package io.holdfast.sqlite.sql;

import io.holdfast.engine.DataType.Base;
import io.holdfast.engine.Expression;
import io.holdfast.engine.Expression.Call;
import io.holdfast.engine.Expression.Case;
import io.holdfast.engine.Expression.Literal;
import io.holdfast.engine.Expression.Now;
import io.holdfast.engine.Expression.When;
import io.holdfast.engine.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The functions that are understood: deterministic ones whose result depends on their arguments alone
 * (<a href="https://sqlite.org/lang_corefunc.html">core functions</a>), and the ways to ask for this moment
 * (<a href="https://sqlite.org/lang_datefunc.html">date and time</a>).
 */
final class Functions {
    private static final int MANY = 127;

    /** Least and most arguments. */
    private static final Map<String, int[]> KNOWN = Map.ofEntries(
            Map.entry("abs", new int[] {1, 1}),
            Map.entry("coalesce", new int[] {2, MANY}),
            Map.entry("hex", new int[] {1, 1}),
            Map.entry("ifnull", new int[] {2, 2}),
            Map.entry("instr", new int[] {2, 2}),
            Map.entry("json_valid", new int[] {1, 1}),
            Map.entry("length", new int[] {1, 1}),
            Map.entry("lower", new int[] {1, 1}),
            Map.entry("ltrim", new int[] {1, 2}),
            Map.entry("max", new int[] {2, MANY}),
            Map.entry("min", new int[] {2, MANY}),
            Map.entry("nullif", new int[] {2, 2}),
            Map.entry("replace", new int[] {3, 3}),
            Map.entry("round", new int[] {1, 2}),
            Map.entry("rtrim", new int[] {1, 2}),
            Map.entry("substr", new int[] {2, 3}),
            Map.entry("trim", new int[] {1, 2}),
            Map.entry("typeof", new int[] {1, 1}),
            Map.entry("unicode", new int[] {1, 1}),
            Map.entry("upper", new int[] {1, 1}));

    private static final Map<String, Base> MOMENTS =
            Map.of("datetime", Base.TIMESTAMP, "date", Base.DATE, "time", Base.TIME);

    /** The formats of {@code strftime} that give exactly what the three functions above give. */
    private static final Map<String, Base> MOMENT_FORMATS = Map.of(
            "%Y-%m-%d %H:%M:%S",
            Base.TIMESTAMP,
            "%F %T",
            Base.TIMESTAMP,
            "%Y-%m-%d",
            Base.DATE,
            "%F",
            Base.DATE,
            "%H:%M:%S",
            Base.TIME,
            "%T",
            Base.TIME);

    private Functions() {}

    static Expression call(String spelled, List<Expression> arguments) throws NotUnderstoodException {
        String name = spelled.toLowerCase(Locale.ROOT);
        if (MOMENTS.containsKey(name) || name.equals("strftime")) {
            return moment(name, arguments);
        }
        if ((name.equals("iif") || name.equals("if")) && arguments.size() == 3) {
            var branch = new When(arguments.get(0), arguments.get(1));
            return new Case(List.of(branch), Optional.of(arguments.get(2)));
        }
        String known = name.equals("substring") ? "substr" : name;
        int[] limits = KNOWN.get(known);
        if (limits == null || arguments.size() < limits[0] || arguments.size() > limits[1]) {
            throw new NotUnderstoodException("the function " + spelled);
        }
        return new Call(known, arguments);
    }

    private static Expression moment(String name, List<Expression> arguments) throws NotUnderstoodException {
        boolean formatted = name.equals("strftime");
        int time = formatted ? 1 : 0;
        boolean now = arguments.size() == time
                || (arguments.size() == time + 1 && text(arguments.get(time)).equalsIgnoreCase("now"));
        if (!now || (formatted && arguments.isEmpty())) {
            throw new NotUnderstoodException("a moment other than now");
        }
        Base type = formatted ? MOMENT_FORMATS.get(text(arguments.get(0))) : MOMENTS.get(name);
        if (type == null) {
            throw new NotUnderstoodException("a format of its own");
        }
        return new Now(type);
    }

    private static String text(Expression argument) {
        return argument instanceof Literal literal && literal.value() instanceof Value.Text text
                ? new String(text.utf8(), StandardCharsets.UTF_8)
                : "";
    }
}
