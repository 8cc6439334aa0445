package io.holdfast.app.command;

import io.holdfast.app.documents.Conditions;
import io.holdfast.app.documents.DocumentText;
import io.holdfast.app.documents.Masks;
import io.holdfast.app.output.ExitCode;
import io.holdfast.app.output.Json;
import io.holdfast.config.DatabaseConfig;
import io.holdfast.config.HoldfastConfig;
import io.holdfast.database.Database;
import io.holdfast.document.Document;
import io.holdfast.document.Documents;
import io.holdfast.engine.Engine;
import io.holdfast.engine.Engines;
import io.holdfast.engine.document.CollectionModel;
import io.holdfast.engine.document.Filter;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.Events;
import io.holdfast.resilience.Time;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code holdfast documents}: what documents a database keeps. */
@Command(
        name = "documents",
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Shows the documents that a database keeps. Changes nothing.",
            "The values of the fields that documents.masked names are shown to nobody, nor what looks like a secret."
        },
        footer = {
            "  holdfast documents get app users internal_ada",
            "  holdfast documents find app users --where user_type=internal --limit 5",
            "  holdfast documents count app users"
        })
final class DocumentsCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST = 10_000;

    private final Commons commons;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    DocumentsCommand(Commons commons) {
        this.commons = commons;
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    @Command(
            name = "get",
            description = {"Shows one document, its body as MongoDB Extended JSON.", "Ends with 3 if there is none."},
            footer = "  holdfast documents get app users internal_ada")
    int get(
            @Parameters(paramLabel = "DATABASE", description = "The name of a declared database.") String database,
            @Parameters(paramLabel = "COLLECTION", description = "The collection.") String collection,
            @Parameters(paramLabel = "ID", description = "The document.") String id) {
        HoldfastConfig config = config();
        Optional<Document> found = in(config, database, collection, documents -> documents.get(id));
        if (found.isEmpty()) {
            commons.surroundings().err().println("there is no document with this id in " + collection);
            return ExitCode.FINDING.number();
        }
        Json.print(text(config).document(found.get()), out());
        return ExitCode.DONE.number();
    }

    @Command(
            name = "find",
            description = {
                "Shows documents in the order of their ids, those alone of which every condition is true.",
                "A value that reads as a number, true or false is one; in double quotes it is text."
            },
            footer = {
                "  holdfast documents find app users --where user_type=internal",
                "  holdfast documents find app users --where metadata.visits=5 --limit 100 --after internal_bob --json"
            })
    int find(
            @Parameters(paramLabel = "DATABASE", description = "The name of a declared database.") String database,
            @Parameters(paramLabel = "COLLECTION", description = "The collection.") String collection,
            @Option(
                            names = "--where",
                            paramLabel = "FIELD=VALUE",
                            description = "Only documents whose field has this value. Repeatable.")
                    @Nullable
                    Map<String, String> where,
            @Option(names = "--after", paramLabel = "ID", description = "Only documents behind this id.") @Nullable
                    String after,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "20",
                            description = "At most so many, up to 10000. Default: 20.")
                    int limit) {
        if (limit < 1 || limit > MOST) {
            throw new ParameterException(spec.commandLine(), "--limit is %d; expected 1 to %d".formatted(limit, MOST));
        }
        HoldfastConfig config = config();
        Filter filter = filter(where);
        List<Document> found = in(
                config,
                database,
                collection,
                documents -> documents.find(filter, Optional.ofNullable(after), limit + 1));
        boolean more = found.size() > limit;
        List<Document> shown = more ? found.subList(0, limit) : found;
        show(config, shown, more);
        return ExitCode.DONE.number();
    }

    private void show(HoldfastConfig config, List<Document> shown, boolean more) {
        String last = more ? shown.get(shown.size() - 1).id() : "";
        if (commons.json) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("documents", shown.stream().map(text(config)::document).toList());
            if (more) {
                document.put("next", last);
            }
            Json.print(document, out());
        } else if (shown.isEmpty()) {
            out().println("no documents");
        } else {
            text(config).list(shown, out());
            if (more) {
                out().println("there are more: --after " + last);
            }
        }
    }

    @Command(
            name = "count",
            description = "Says how many documents there are, those alone of which every condition is true.",
            footer = "  holdfast documents count app users --where user_type=external")
    int count(
            @Parameters(paramLabel = "DATABASE", description = "The name of a declared database.") String database,
            @Parameters(paramLabel = "COLLECTION", description = "The collection.") String collection,
            @Option(
                            names = "--where",
                            paramLabel = "FIELD=VALUE",
                            description = "Only documents whose field has this value. Repeatable.")
                    @Nullable
                    Map<String, String> where) {
        Filter filter = filter(where);
        long count = in(config(), database, collection, documents -> documents.count(filter));
        if (commons.json) {
            Json.print(Map.of("count", count), out());
        } else {
            out().println(count);
        }
        return ExitCode.DONE.number();
    }

    private static Filter filter(@Nullable Map<String, String> where) {
        return Conditions.of(where == null ? Map.of() : where);
    }

    private <T> T in(HoldfastConfig config, String name, String collection, Function<Documents, T> work) {
        DatabaseConfig declared = Optional.ofNullable(config.databases().get(name))
                .orElseThrow(() -> undeclared(name, config.databases().keySet()));
        CollectionModel model = CollectionModel.named(collection);
        Engine engine = Engines.onClassPath().of(declared.url());
        try (Database database = Database.open(declared.awaiting(PATIENCE), engine, Time.real(), new Events())) {
            return work.apply(Documents.of(database, model));
        } catch (HoldfastException failure) {
            throw failure.kind() == ErrorKind.NOT_FOUND ? missing(collection, failure) : failure;
        }
    }

    private static HoldfastException undeclared(String name, Set<String> declared) {
        return Failure.of(ErrorKind.CONFIGURATION, "no database called %s is declared".formatted(name))
                .withHint(
                        declared.isEmpty()
                                ? "run holdfast init and fill in holdfast.yaml"
                                : "declared are: " + String.join(", ", declared))
                .exception();
    }

    private static HoldfastException missing(String collection, HoldfastException failure) {
        return Failure.of(ErrorKind.NOT_FOUND, failure.failure().sentence())
                .withHint("check the name of the collection, %s, and that of the database".formatted(collection))
                .causedBy(failure);
    }

    private DocumentText text(HoldfastConfig config) {
        return new DocumentText(new Masks(config.documents()));
    }

    private HoldfastConfig config() {
        return commons.settings().load().config();
    }

    private PrintStream out() {
        return commons.surroundings().out();
    }
}
