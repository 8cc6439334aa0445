package io.holdfast.error.explain;

/** What became of a piece of work beside others, and what Holdfast itself has to say about it. */
final class AboutTheWork {
    static final Explanation TIMEOUT = new Explanation(
            "It took too long",
            "The work was not done in the time that it may take, so it was stopped.",
            "The step that was stopped left nothing behind. What had been confirmed before stays. Where that is in"
                    + " doubt, the error is outcome-unknown instead.",
            "Find out what it waited for: a slow statement, a busy server, or somebody else's work. Then make it"
                    + " smaller, or give it more time.");

    static final Explanation DEADLOCK = new Explanation(
            "Two pieces of work waited for each other",
            "Each of them held something that the other one needed. The database ended this one, so that the other could"
                    + " go on.",
            "All that this piece of work had changed was undone. The other one took no harm.",
            "Do the whole of it again. If it happens often, have all work take things in the same order, and keep it"
                    + " short.");

    static final Explanation SERIALIZATION = new Explanation(
            "Others changed the same data meanwhile",
            "Several pieces of work met on the same data. Their results together would have been wrong, so the database"
                    + " ended this one.",
            "Nothing that this piece of work had changed is stored. What the others changed stays.",
            "Do the whole of it again from the beginning: what it had read may be out of date. If it happens often, keep"
                    + " pieces of work short.");

    static final Explanation LOCKED = new Explanation(
            "Somebody else is at work there",
            "Somebody else holds what this work needs, and did not let go of it in time.",
            "The step that had to wait changed nothing. The work of the other goes on.",
            "Wait until the other is done, then try again. If nobody should be at work there, look for a program that"
                    + " was left running.");

    static final Explanation CANCELLED = new Explanation(
            "The work was stopped",
            "Somebody asked the work to stop before it was done, or the program was closed.",
            "The step that was stopped left nothing behind. What had been confirmed before stays.",
            "Do it again when you like. If you did not stop it, look in the log for what did.");

    static final Explanation CONFIGURATION = new Explanation(
            "A setting is wrong",
            "A setting, an address or an option is missing, is not valid, or contradicts another one.",
            "Nothing was changed: the work did not begin.",
            "Correct what the message names. holdfast config show tells what is in effect and where it was set, and"
                    + " holdfast config reference explains every setting.");

    static final Explanation MIGRATION = new Explanation(
            "A migration failed",
            "A change to the structure of the database could not be carried out. The message names the file.",
            "Migrations before it stay. One that runs as a whole left nothing behind, unless the message says otherwise."
                    + " One that runs step by step keeps the steps that are done.",
            "Correct the file, then run holdfast migrate up again. Steps that are done are not run twice. holdfast"
                    + " migrate status shows how far it came.");

    static final Explanation VERIFICATION = new Explanation(
            "A check found a difference",
            "Two things that must be the same differ: a copy and what it was made from, or a database and its"
                    + " migrations.",
            "Nothing was published, and nothing was overwritten.",
            "Look at the differences in the message or in the report, and find out which side is right. Mend the other"
                    + " one, then do it again.");

    static final Explanation DECISION_NEEDED = new Explanation(
            "You have to choose",
            "There is more than one way to go on, and Holdfast does not choose for you.",
            "Nothing was changed. It stays so until you have chosen.",
            "Choose one of the ways that the message names, and say so with the option that it names.");

    static final Explanation OUTCOME_UNKNOWN = new Explanation(
            "Nobody knows whether the work was stored",
            "The last step was sent, and its answer was lost. Holdfast asked afterwards where it could, and nobody could"
                    + " tell.",
            "That step is stored completely or not at all, but nobody knows which of the two.",
            "Look at the data before you do anything again. If the change is there, the work is done. If it is not, do"
                    + " the work again.");

    static final Explanation UNSUPPORTED = new Explanation(
            "This is not possible here",
            "The database, or this version of Holdfast, cannot do what was asked.",
            "The step that was refused changed nothing.",
            "Take another way: the message names one where there is one. Otherwise leave it out.");

    static final Explanation INTERNAL = new Explanation(
            "Something happened that nobody foresaw",
            "Holdfast made a mistake, or the database said something that Holdfast does not know.",
            "Work that was not finished is undone as far as that was possible. What had been confirmed before stays.",
            "Look at the data before you go on. Then run the command with --debug, or look in the log, and report what"
                    + " is there. No secret is in it.");

    private AboutTheWork() {}
}
