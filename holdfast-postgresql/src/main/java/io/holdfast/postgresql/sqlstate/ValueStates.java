package io.holdfast.postgresql.sqlstate;

import static io.holdfast.error.ErrorKind.CHECK_VIOLATION;
import static io.holdfast.error.ErrorKind.DATA;
import static io.holdfast.error.ErrorKind.FOREIGN_KEY_VIOLATION;
import static io.holdfast.error.ErrorKind.NOT_NULL_VIOLATION;
import static io.holdfast.error.ErrorKind.UNIQUE_VIOLATION;
import static io.holdfast.postgresql.sqlstate.Line.never;

import java.util.List;

/** Values and the constraints on them: classes 07, 10, 21, 22, 23 and 44. */
final class ValueStates {
    private static final String ARGUMENT = "look at the arguments of the functions in the statement";
    private static final String JSON = "look at the value, and at the path into it";

    static final List<Line> LINES = List.of(
            never(
                    UNIQUE_VIOLATION,
                    "two rows have the same value in a unique key",
                    "use another value, or change the row that is there",
                    "23505"),
            never(
                    UNIQUE_VIOLATION,
                    "an exclusion constraint refused the row",
                    "use a value that does not overlap with another row's",
                    "23P01"),
            never(
                    FOREIGN_KEY_VIOLATION,
                    "a row refers to a row that does not exist",
                    "store the other row first",
                    "23503"),
            never(
                    FOREIGN_KEY_VIOLATION,
                    "a row is still referred to by another row",
                    "remove or change the other row first",
                    "23001"),
            never(CHECK_VIOLATION, "a row does not satisfy a check constraint", "change the row", "23514"),
            never(
                    NOT_NULL_VIOLATION,
                    "a column that must have a value got none",
                    "give the column a value, or a default",
                    "23502"),
            never(CHECK_VIOLATION, "a constraint refused the row", "change the row", "23"),
            never(CHECK_VIOLATION, "the view does not take a row that it would not show", "change the row", "44"),
            never(DATA, "a value does not fit its type", "look at the values that were sent", "22", "22000"),
            never(DATA, "a value is longer than its column takes", "shorten it, or widen the column", "22001"),
            never(DATA, "a value does not have the length of its column", "make it as long as the column", "22026"),
            never(
                    DATA,
                    "a number is outside the range of its type",
                    "use a smaller number, or a wider type",
                    "22003",
                    "22P01"),
            never(DATA, "a number is divided by zero", "leave out rows where the divisor is zero", "22012"),
            never(
                    DATA,
                    "a text cannot be read as the type that it should have",
                    "look at the texts that were sent, and at the types of their columns",
                    "22P02",
                    "22018"),
            never(
                    DATA,
                    "a text cannot be read as a date or time, or the date does not exist",
                    "write dates as 2026-12-31 and times as 23:59:59",
                    "22007",
                    "22008",
                    "22009",
                    "22015"),
            never(
                    DATA,
                    "a text holds a character that its encoding does not have",
                    "send text in the encoding of the connection, without zero bytes",
                    "22021",
                    "22P05"),
            never(
                    DATA,
                    "a value was sent in a form that the server cannot read",
                    "look at how the program sends it, or at the file that is copied",
                    "22P03",
                    "22P04"),
            never(
                    DATA,
                    "a value is missing where there must be one",
                    "leave out rows without a value",
                    "22002",
                    "22004"),
            never(DATA, "a sequence has no number left", "raise its maximum, or let it cycle", "2200H"),
            never(DATA, "a value is not allowed here", "look at the setting or argument in the statement", "22023"),
            never(
                    DATA,
                    "a pattern or escape in the statement is wrong",
                    "correct it",
                    "2201B",
                    "22025",
                    "22019",
                    "2200B",
                    "2200C",
                    "2200D",
                    "22P06"),
            never(DATA, "an array does not have the shape that is needed", "look at its dimensions", "2202E"),
            never(
                    DATA,
                    "a function cannot be computed for the value that it got",
                    ARGUMENT,
                    "10",
                    "2201E",
                    "2201F",
                    "2201G",
                    "22011",
                    "22014",
                    "22016",
                    "2202G",
                    "2202H"),
            never(DATA, "a count of rows is negative", "use zero or more", "2201W", "2201X", "22013"),
            never(DATA, "a text is not valid XML", "look at the text", "2200L", "2200M", "2200N", "2200S", "2200T"),
            never(DATA, "a text is not valid JSON", "look at the text", "22032"),
            never(DATA, "a JSON object has a key twice", "leave out one of them", "22030", "22037"),
            never(
                    DATA,
                    "a JSON value does not hold what was asked for",
                    JSON,
                    "22031",
                    "22033",
                    "22034",
                    "22035",
                    "22036",
                    "22038",
                    "22039",
                    "2203A",
                    "2203B",
                    "2203C",
                    "2203D",
                    "2203E",
                    "2203F",
                    "2203G"),
            never(DATA, "a subquery gave more rows or columns than it may", "let it give one", "21"),
            never(DATA, "a parameter has a type that cannot be sent", "say its type when it is set", "07"));

    private ValueStates() {}
}
