package io.holdfast.postgresql.ddl;

import io.holdfast.engine.DataType;
import io.holdfast.engine.DataType.Base;
import io.holdfast.engine.Expression;
import io.holdfast.engine.SchemaModel.Column;
import io.holdfast.engine.SchemaModel.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes expressions of SQLite's in PostgreSQL's SQL, given the types that the columns of one table have there. */
final class ExpressionSql {
    private static final String NOW = "statement_timestamp() AT TIME ZONE 'UTC'";

    private final Table table;

    ExpressionSql(Table table) {
        this.table = table;
    }

    Term term(Expression expression) throws Untranslatable {
        if (expression instanceof Expression.Literal literal) {
            return Literals.of(literal.value());
        } else if (expression instanceof Expression.ColumnRef reference) {
            return column(reference);
        } else if (expression instanceof Expression.Unary unary) {
            return Arithmetic.unary(unary.operator(), term(unary.operand()));
        } else if (expression instanceof Expression.Binary binary) {
            return binary(binary.operator(), term(binary.left()), term(binary.right()));
        } else if (expression instanceof Expression.IsNull isNull) {
            return isNull(isNull);
        } else if (expression instanceof Expression.In in) {
            return in(in);
        } else if (expression instanceof Expression.Between between) {
            return between(between);
        } else if (expression instanceof Expression.Like like) {
            return like(like);
        } else if (expression instanceof Expression.Case cases) {
            return cases(cases);
        } else if (expression instanceof Expression.Call call) {
            return Functions.call(call.function(), terms(call.arguments()));
        } else if (expression instanceof Expression.Cast cast) {
            return cast(term(cast.operand()), cast.type());
        } else if (expression instanceof Expression.Now now) {
            return now(now.type());
        }
        throw new Untranslatable("an expression of an unknown form");
    }

    private List<Term> terms(List<Expression> expressions) throws Untranslatable {
        List<Term> terms = new ArrayList<>();
        for (Expression expression : expressions) {
            terms.add(term(expression));
        }
        return terms;
    }

    private Term column(Expression.ColumnRef reference) throws Untranslatable {
        Column column = table.column(reference.name())
                .orElseThrow(() -> new Untranslatable("a column that the table does not have"));
        Base base = column.type().base();
        boolean narrow = base == Base.SMALLINT || base == Base.INTEGER;
        return new Term(
                Names.quoted(column.name()), Kind.of(column.type()), Optional.empty(), column.collation(), narrow);
    }

    private static Term binary(String operator, Term left, Term right) throws Untranslatable {
        return switch (operator) {
            case "+", "-", "*", "/", "%" -> Arithmetic.of(operator, left, right);
            case "||" -> concatenation(left, right);
            case "AND", "OR" ->
                Term.of("(%s %s %s)".formatted(left.asCondition(), operator, right.asCondition()), Kind.BOOL);
            case "=", "<>", "<", "<=", ">", ">=", "IS DISTINCT FROM", "IS NOT DISTINCT FROM" ->
                Comparisons.compare(operator, left, right);
            default -> throw new Untranslatable("the operator " + operator);
        };
    }

    private static Term concatenation(Term left, Term right) throws Untranslatable {
        return Term.of("(%s || %s)".formatted(joined(left), joined(right)), Kind.TEXT);
    }

    private static String joined(Term term) throws Untranslatable {
        return switch (term.kind()) {
            case TEXT -> term.sql();
            case INT, BOOL -> "(%s)::text".formatted(term.asNumber().sql());
            default -> throw new Untranslatable("a text joined with something that is written differently");
        };
    }

    private Term isNull(Expression.IsNull test) throws Untranslatable {
        String what = test.negated() ? "IS NOT NULL" : "IS NULL";
        return Term.of("(%s %s)".formatted(term(test.operand()).sql(), what), Kind.BOOL);
    }

    private Term in(Expression.In in) throws Untranslatable {
        Term operand = term(in.operand());
        if (in.choices().isEmpty()) {
            return Term.of(Boolean.toString(in.negated()), Kind.BOOL);
        }
        List<Comparisons.Sides> pairs = new ArrayList<>();
        for (Term choice : terms(in.choices())) {
            // the collation of the choices does not count
            Term plain = new Term(choice.sql(), choice.kind(), choice.literal(), "", choice.narrow());
            pairs.add(Comparisons.sides(operand, plain, false));
        }
        String left = pairs.get(0).left();
        boolean simple = pairs.stream().allMatch(pair -> pair.left().equals(left));
        String sql = simple
                ? left + " IN ("
                        + String.join(
                                ", ",
                                pairs.stream().map(Comparisons.Sides::right).toList()) + ")"
                : String.join(
                        " OR ",
                        pairs.stream()
                                .map(pair -> pair.left() + " = " + pair.right())
                                .toList());
        return Term.of((in.negated() ? "(NOT (%s))" : "(%s)").formatted(sql), Kind.BOOL);
    }

    private Term between(Expression.Between between) throws Untranslatable {
        Term operand = term(between.operand());
        String low = Comparisons.compare(">=", operand, term(between.low())).sql();
        String high = Comparisons.compare("<=", operand, term(between.high())).sql();
        return Term.of((between.negated() ? "(NOT (%s AND %s))" : "(%s AND %s)").formatted(low, high), Kind.BOOL);
    }

    /** SQLite's LIKE has no escape character unless one is named, and folds A to Z only. */
    private Term like(Expression.Like like) throws Untranslatable {
        Term operand = term(like.operand());
        Term pattern = term(like.pattern());
        if (operand.kind() != Kind.TEXT || pattern.kind() != Kind.TEXT) {
            throw new Untranslatable("LIKE on something that is no text");
        }
        String left = like.ignoreCase() ? Comparisons.folded(operand.sql()) : operand.inByteOrder();
        String right = like.ignoreCase() ? Comparisons.folded(pattern.sql()) : pattern.inByteOrder();
        String operator = like.negated() ? "NOT LIKE" : "LIKE";
        return Term.of("(%s %s %s ESCAPE '')".formatted(left, operator, right), Kind.BOOL);
    }

    private Term cases(Expression.Case cases) throws Untranslatable {
        List<Term> results = new ArrayList<>();
        List<String> conditions = new ArrayList<>();
        for (Expression.When branch : cases.branches()) {
            conditions.add(term(branch.condition()).asCondition());
            results.add(term(branch.result()));
        }
        if (cases.otherwise().isPresent()) {
            results.add(term(cases.otherwise().get()));
        }
        List<Term> alike = Results.alike(results);
        StringBuilder sql = new StringBuilder("CASE");
        for (int index = 0; index < conditions.size(); index++) {
            sql.append(" WHEN ").append(conditions.get(index));
            sql.append(" THEN ").append(alike.get(index).sql());
        }
        if (cases.otherwise().isPresent()) {
            sql.append(" ELSE ").append(alike.get(conditions.size()).sql());
        }
        return Term.of(sql.append(" END").toString(), Results.kind(alike));
    }

    private static Term cast(Term operand, DataType type) throws Untranslatable {
        Term number = operand.asNumber();
        return switch (type.base()) {
            case SMALLINT, INTEGER, BIGINT -> toWhole(number);
            case DOUBLE -> toDouble(number);
            case TEXT -> Term.of(joined(operand), Kind.TEXT);
            default -> throw new Untranslatable("a cast whose result depends on the value");
        };
    }

    private static Term toWhole(Term number) throws Untranslatable {
        return switch (number.kind()) {
            case INT -> Term.of("(%s)::bigint".formatted(number.sql()), Kind.INT);
            case DOUBLE -> Term.of("trunc(%s)::bigint".formatted(number.sql()), Kind.INT);
            default -> throw new Untranslatable("a cast of text to a number");
        };
    }

    private static Term toDouble(Term number) throws Untranslatable {
        return switch (number.kind()) {
            case INT, DOUBLE -> Term.of("(%s)::double precision".formatted(number.sql()), Kind.DOUBLE);
            default -> throw new Untranslatable("a cast of text to a number");
        };
    }

    /** In SQLite the moment is a text, in UTC and whole seconds. */
    private static Term now(Base type) throws Untranslatable {
        return switch (type) {
            case TIMESTAMP, INSTANT -> Term.of("to_char(%s, 'YYYY-MM-DD HH24:MI:SS')".formatted(NOW), Kind.TEXT);
            case DATE -> Term.of("to_char(%s, 'YYYY-MM-DD')".formatted(NOW), Kind.TEXT);
            case TIME -> Term.of("to_char(%s, 'HH24:MI:SS')".formatted(NOW), Kind.TEXT);
            default -> throw new Untranslatable("a moment of an unknown form");
        };
    }
}
