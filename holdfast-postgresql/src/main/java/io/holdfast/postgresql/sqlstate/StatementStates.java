package io.holdfast.postgresql.sqlstate;

import static io.holdfast.error.ErrorKind.ALREADY_EXISTS;
import static io.holdfast.error.ErrorKind.DATA;
import static io.holdfast.error.ErrorKind.INTERNAL;
import static io.holdfast.error.ErrorKind.NOT_FOUND;
import static io.holdfast.error.ErrorKind.PERMISSION;
import static io.holdfast.error.ErrorKind.SYNTAX;
import static io.holdfast.error.ErrorKind.UNSUPPORTED;
import static io.holdfast.postgresql.sqlstate.Line.never;

import java.util.List;

/** The statement and the things it names: classes 00 to 03, 0A, 0F, 0L, 0P, 2B, 3D, 3F and 42. */
final class StatementStates {
    private static final String NAME = "check its name and schema";
    private static final String OTHER_NAME = "use another name, or the one that is there";
    private static final String DEFINITION = "look at the definition in the statement";
    private static final String QUALIFY = "write the table or the type before or after it";

    static final List<Line> LINES = List.of(
            never(SYNTAX, "the statement is not valid for this database", "look at the statement", "42", "42601", "03"),
            never(
                    PERMISSION,
                    "the user may not do this",
                    "grant the right, or use another user; 'holdfast check' shows what the user may do",
                    "42501"),
            never(NOT_FOUND, "a table does not exist", NAME, "42P01"),
            never(NOT_FOUND, "a column does not exist", "check its name", "42703"),
            never(NOT_FOUND, "a function or operator does not exist", "check its name and its arguments", "42883"),
            never(NOT_FOUND, "an object or setting does not exist", NAME, "42704"),
            never(NOT_FOUND, "a parameter does not exist", "check its number", "42P02"),
            never(
                    NOT_FOUND,
                    "the server has no such database",
                    "create the database, or correct its name in the address",
                    "3D"),
            never(NOT_FOUND, "the schema does not exist", "check the schema's name, or create it", "3F"),
            never(ALREADY_EXISTS, "the database exists already", OTHER_NAME, "42P04"),
            never(ALREADY_EXISTS, "the schema exists already", OTHER_NAME, "42P06"),
            never(ALREADY_EXISTS, "the table or index exists already", OTHER_NAME, "42P07"),
            never(ALREADY_EXISTS, "the column exists already", OTHER_NAME, "42701"),
            never(ALREADY_EXISTS, "the function exists already", OTHER_NAME, "42723"),
            never(ALREADY_EXISTS, "the cursor is open already", "close it first, or use another name", "42P03"),
            never(ALREADY_EXISTS, "the statement is prepared already", "use another name", "42P05"),
            never(ALREADY_EXISTS, "the object exists already", OTHER_NAME, "42710"),
            never(
                    SYNTAX,
                    "a name in the statement has more than one meaning",
                    QUALIFY,
                    "42702",
                    "42712",
                    "42725",
                    "42P08",
                    "42P09"),
            never(
                    SYNTAX,
                    "types in the statement do not go together",
                    "convert one of them",
                    "42804",
                    "42846",
                    "42P18",
                    "42821"),
            never(SYNTAX, "it is not clear how texts are to be compared", "add COLLATE", "42P21", "42P22"),
            never(SYNTAX, "a name is not allowed", "use another name", "42602", "42622", "42939"),
            never(SYNTAX, "the object is not of the type that the statement needs", NAME, "42809"),
            never(SYNTAX, "the database fills the column in itself", "leave the column out", "428C9"),
            never(SYNTAX, "rows are grouped or numbered in a way that is not allowed", DEFINITION, "42803", "42P20"),
            never(SYNTAX, "a query refers to itself in a way that is not allowed", DEFINITION, "42P19"),
            never(SYNTAX, "a foreign key does not lead to a unique key", "make the key it leads to unique", "42830"),
            never(
                    SYNTAX,
                    "something cannot be defined like this",
                    DEFINITION,
                    "42611",
                    "42P10",
                    "42P11",
                    "42P12",
                    "42P13",
                    "42P14",
                    "42P15",
                    "42P16",
                    "42P17"),
            never(DATA, "a number in the statement is outside the range of its type", "use a smaller one", "42820"),
            never(UNSUPPORTED, "the server cannot do this", "use another way, or a newer server", "0A", "0A000"),
            never(UNSUPPORTED, "other objects depend on it", "drop them first, or use CASCADE", "2B"),
            never(PERMISSION, "rights cannot be granted like this", "look at who grants what to whom", "0L"),
            never(SYNTAX, "a role is named in a way that is not allowed", "use the name of a role", "0P"),
            never(DATA, "a large object is not referred to rightly", "look at its number", "0F"),
            never(
                    SYNTAX,
                    "the statement did not give the kind of answer that was asked for",
                    "ask for rows where a statement gives rows, and for none where it gives none",
                    "02",
                    "0100E"),
            never(INTERNAL, "a warning or success of the server came as an error", "look at the log", "00", "01"));

    private StatementStates() {}
}
