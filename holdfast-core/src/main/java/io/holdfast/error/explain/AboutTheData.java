package io.holdfast.error.explain;

/** What the database refuses: things that are not there, entries against its rules, statements that it cannot follow. */
final class AboutTheData {
    private static final String REFUSED = "The change was refused. What was there before stays as it was.";

    static final Explanation PERMISSION = new Explanation(
            "This user may not do that",
            "The database, or the system below it, does not allow this user to do what was asked.",
            "The step that was refused changed nothing.",
            "Ask whoever runs the database for the right that is missing, or use another user. For a file, look at who"
                    + " owns it and who may write to it.");

    static final Explanation NOT_FOUND = new Explanation(
            "Something that is needed is not there",
            "A database, a file, a table or another thing that was named does not exist.",
            "Nothing was changed, and nothing was made in its place.",
            "Check how the name in the message is written, and whether this is the right database. If a table should be"
                    + " there, holdfast migrate status shows whether a migration is missing.");

    static final Explanation ALREADY_EXISTS = new Explanation(
            "This name is in use already",
            "Something was to be made under a name that something else has.",
            "What was there before stays as it was.",
            "Choose another name. If what is there is no longer needed, look at it first, then remove it.");

    static final Explanation UNIQUE_VIOLATION = new Explanation(
            "This value is taken",
            "There is an entry with this value already, and the database allows it only once.",
            REFUSED,
            "Use another value, or change the entry that is there. If the same request was sent twice, the first one may"
                    + " be the entry that is there: look before you send it again.");

    static final Explanation FOREIGN_KEY_VIOLATION = new Explanation(
            "An entry is missing, or is still needed",
            "An entry refers to another one that is not there. Or an entry was to go to which others still refer.",
            REFUSED,
            "Store the entry first to which others refer. To remove it, remove or change those that refer to it first.");

    static final Explanation CHECK_VIOLATION = new Explanation(
            "A rule of the database refused the change",
            "A value breaks a rule that the database keeps, such as a limit or a list of what is allowed.",
            REFUSED,
            "Correct the value; the message names the rule where it is known. If the rule is out of date, change it with"
                    + " a migration.");

    static final Explanation NOT_NULL_VIOLATION = new Explanation(
            "A required value is missing",
            "An entry was to be stored without a value that it must have.",
            REFUSED,
            "Fill in the value that is missing; the message names it where it is known. If it may be missing after all,"
                    + " allow that with a migration.");

    static final Explanation DATA = new Explanation(
            "A value does not fit",
            "A value is too long, too large, or not of the kind that its place takes.",
            "The value was refused, not shortened. What was there before stays as it was.",
            "Correct the value, or give its column a type into which it fits. In a transfer, --column chooses the type.");

    static final Explanation SYNTAX = new Explanation(
            "The database does not understand the statement",
            "A statement for the database is written in a way that is not valid there.",
            "The statement was not carried out, and changed nothing.",
            "Correct the statement; the message names the place where it is known. If it comes from an application that"
                    + " is not yours, report the message to those who make it.");

    private AboutTheData() {}
}
