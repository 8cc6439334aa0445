package io.holdfast.lifecycle;

import io.holdfast.config.Endpoint;
import io.holdfast.testkit.CrashPoint;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Imports from the file that its second argument names into files of the folder that its first one names, and says how far it
 * is; it may die at a step.
 */
final class ImportProgram {
    /** What its line begins with when documents were copied or compared. */
    static final String AT = "at ";

    /** What its last line begins with. */
    static final String ENDED = "ended ";

    private ImportProgram() {}

    public static void main(String[] arguments) {
        Consumer<ImportStep> death = CrashPoint.listener();
        ImportListener listener = new ImportListener() {
            @Override
            public void reached(ImportStep step) {
                death.accept(step);
            }

            @Override
            public void documents(Work work, String collection, long done, long total) {
                System.out.println(AT + work + " " + collection + " " + done);
            }
        };
        try (Deployment deployment = Deployment.inFiles(Path.of(arguments[0]))) {
            ImportReport report = deployment
                    .importing(Endpoint.at("old", "sqlite:" + arguments[1]))
                    .run(Import.Verification.FULL, listener);
            Compared compared = report.compared().orElseThrow();
            System.out.println(ENDED
                    + "read %d, stored %d, present %d, refused %d, equal %d, differences %d"
                            .formatted(
                                    report.counts().read(),
                                    report.counts().allStored(),
                                    report.counts().present(),
                                    report.counts().allRefused(),
                                    compared.equal(),
                                    compared.differences()));
        }
    }
}
