package io.holdfast.sqlite.sql;

import io.holdfast.engine.Expression;
import io.holdfast.engine.Expression.Binary;
import io.holdfast.engine.Expression.Case;
import io.holdfast.engine.Expression.Cast;
import io.holdfast.engine.Expression.ColumnRef;
import io.holdfast.engine.Expression.When;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what stands between operators: literals, columns, brackets, functions, CASE and CAST. */
final class Operands {
    private final Words words;
    private final ExpressionParser expressions;
    private final String table;
    private final List<String> columns;

    Operands(Words words, ExpressionParser expressions, String table, List<String> columns) {
        this.words = words;
        this.expressions = expressions;
        this.table = table;
        this.columns = columns;
    }

    Expression operand() throws NotUnderstoodException {
        Token token = words.next();
        return switch (token.kind()) {
            case NUMBER -> Literals.number(token, false);
            case STRING -> Literals.text(token.unquoted());
            case BLOB -> Literals.blob(token);
            case QUOTED -> name(token);
            case WORD -> word(token);
            case SYMBOL -> bracketed(token);
            default -> throw new NotUnderstoodException("an operand");
        };
    }

    private Expression bracketed(Token token) throws NotUnderstoodException {
        if (!token.isSymbol("(")) {
            throw new NotUnderstoodException(token.text());
        }
        Expression inner = expressions.expression();
        words.expectSymbol(")");
        return inner;
    }

    private Expression word(Token token) throws NotUnderstoodException {
        if (token.is("CASE")) {
            return caseExpression();
        }
        if (token.is("CAST") && words.acceptSymbol("(")) {
            return cast();
        }
        if (words.acceptSymbol("(")) {
            List<Expression> arguments = words.acceptSymbol(")") ? List.of() : expressions.list();
            refuseSuffix();
            return Functions.call(token.text(), arguments);
        }
        if (column(token.text()).isEmpty()) {
            Optional<Expression> literal = Literals.keyword(token);
            if (literal.isPresent()) {
                return literal.get();
            }
        }
        return name(token);
    }

    private void refuseSuffix() throws NotUnderstoodException {
        if (words.peek().is("FILTER") || words.peek().is("OVER")) {
            throw new NotUnderstoodException("an aggregate");
        }
    }

    /** A column; in double quotes, SQLite takes what is no column for a text. */
    private Expression name(Token token) throws NotUnderstoodException {
        if (words.peek().isSymbol(".")) {
            return qualified(token);
        }
        Optional<String> column = column(token.unquoted());
        if (column.isPresent()) {
            return new ColumnRef(column.get());
        }
        if (token.text().startsWith("\"")) {
            return Literals.text(token.unquoted());
        }
        throw new NotUnderstoodException("no such column");
    }

    private Expression qualified(Token owner) throws NotUnderstoodException {
        words.expectSymbol(".");
        Optional<String> column = column(words.name());
        if (!same(owner.unquoted(), table) || column.isEmpty()) {
            throw new NotUnderstoodException("a column of something else");
        }
        return new ColumnRef(column.get());
    }

    private Optional<String> column(String name) {
        return columns.stream().filter(column -> same(column, name)).findFirst();
    }

    private static boolean same(String a, String b) {
        return TableDeclaration.folded(a).equals(TableDeclaration.folded(b));
    }

    private Expression caseExpression() throws NotUnderstoodException {
        Optional<Expression> base = words.peek().is("WHEN") ? Optional.empty() : Optional.of(expressions.expression());
        List<When> branches = new ArrayList<>();
        while (words.accept("WHEN")) {
            Expression condition = expressions.expression();
            words.expect("THEN");
            Expression tested = base.isPresent() ? new Binary("=", base.get(), condition) : condition;
            branches.add(new When(tested, expressions.expression()));
        }
        Optional<Expression> otherwise =
                words.accept("ELSE") ? Optional.of(expressions.expression()) : Optional.empty();
        words.expect("END");
        return new Case(List.copyOf(branches), otherwise);
    }

    /** SQLite casts to an affinity, whatever else the type's name says. */
    private Expression cast() throws NotUnderstoodException {
        Expression operand = expressions.expression();
        words.expect("AS");
        int start = words.position();
        words.skipUntil(")");
        String type = words.between(start, words.position());
        words.expectSymbol(")");
        return new Cast(operand, Affinity.of(type).type());
    }
}
