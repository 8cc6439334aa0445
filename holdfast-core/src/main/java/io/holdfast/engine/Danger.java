package io.holdfast.engine;

/**
 * What a statement of a migration does to an application that goes on working meanwhile.
 *
 * @param rule what was found, in lower-case words with dashes, such as {@code index-without-concurrently}
 * @param table the table, or other object, as the statement names it; empty where it names none
 * @param sentence what the application will notice
 * @param advice how to write it so that the application is not disturbed
 * @param rewrites whether it is that the table is written anew, which can be seen where the statement is tried
 * @param source the address of the page of the engine's documentation that says so
 */
public record Danger(String rule, String table, String sentence, String advice, boolean rewrites, String source) {}
