package io.holdfast.engine;

/**
 * What the SQL scripts of an engine may contain beyond standard quotes and comments; what is not named means nothing
 * special. All of it matters to where a statement ends.
 */
public enum ScriptFeature {
    /** {@code $$ … $$} and {@code $tag$ … $tag$} are texts; {@code $1} is none. */
    DOLLAR_QUOTES,
    /** {@code /* … *}{@code /} may hold another one, and ends when all of them have ended. */
    NESTED_COMMENTS,
    /**
     * In {@code E'…'} a backslash takes away the meaning of the next character, also where the text goes on in a later line;
     * {@code U&'…'} and {@code U&"…"} are one text and one name.
     */
    ESCAPE_STRINGS,
    /** {@code `…`} is a name. */
    BACKQUOTED_NAMES,
    /** {@code […]} is a name. */
    BRACKETED_NAMES,
    /** {@code CREATE FUNCTION} and {@code PROCEDURE} may have a body {@code BEGIN ATOMIC …; …; END}. */
    ATOMIC_BODIES,
    /** {@code CREATE [TEMP] TRIGGER} has a body {@code BEGIN …; …; END}. */
    TRIGGER_BODIES,
    /** {@code COPY … FROM STDIN;} is followed by lines of data, up to one that is {@code \.} and nothing else. */
    COPY_DATA,
    /** A comment that begins with {@code --} ends at a carriage return as well, not only at a line feed. */
    CARRIAGE_RETURNS,
    /** A backslash outside of quotes begins a command of the client, like {@code \connect}: psql's, refused. */
    META_COMMANDS,
    /** A point where a statement would begin is a command of the client, like {@code .read}: SQLite's shell's, refused. */
    DOT_COMMANDS
}
