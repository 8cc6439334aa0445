package io.holdfast.app.check;

import io.holdfast.app.check.CheckReport.Checked;
import io.holdfast.config.Endpoint;
import io.holdfast.engine.Engine;
import io.holdfast.engine.Engine.Fact;
import io.holdfast.engine.Engine.Level;
import io.holdfast.engine.Engines;
import io.holdfast.engine.Place;
import io.holdfast.engine.RowReader;
import io.holdfast.engine.Session;
import io.holdfast.engine.SqlSession;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Asks every database, all at once, how it is. */
public final class DatabaseCheck {
    private final Engines engines;

    private final Duration connecting;
    private final Duration deadline;

    /**
     * A check with these limits.
     *
     * @param connecting longest wait for a connection
     * @param deadline longest wait for everything a database has to say
     */
    public DatabaseCheck(Engines engines, Duration connecting, Duration deadline) {
        this.engines = engines;
        this.connecting = connecting;
        this.deadline = deadline;
    }

    /**
     * Asks all of {@code subjects}.
     *
     * @throws InterruptedException if this thread is interrupted meanwhile
     */
    public CheckReport run(List<Subject> subjects) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, subjects.size()), DatabaseCheck::daemon);
        try {
            List<Callable<Checked>> questions = new ArrayList<>();
            subjects.forEach(subject -> questions.add(() -> ask(subject)));
            List<Future<Checked>> answers = threads.invokeAll(questions, deadline.toMillis(), TimeUnit.MILLISECONDS);
            List<Checked> checked = new ArrayList<>();
            for (int i = 0; i < subjects.size(); i++) {
                checked.add(answer(subjects.get(i), answers.get(i)));
            }
            return new CheckReport(List.of(), checked);
        } finally {
            threads.shutdownNow();
        }
    }

    private Checked ask(Subject subject) {
        try {
            Engine engine = engines.of(subject.endpoint().url());
            List<Fact> facts = new ArrayList<>();
            try {
                collect(engine, subject, facts);
            } catch (HoldfastException e) {
                throw e;
            } catch (Exception e) {
                return failed(subject, engine.classify(e, facts.isEmpty() ? Phase.CONNECT : Phase.BODY));
            }
            return new Checked(subject.name(), engine.name(), facts, Optional.empty());
        } catch (HoldfastException e) {
            return failed(subject, e.failure());
        }
    }

    private void collect(Engine engine, Subject subject, List<Fact> facts) throws Exception {
        try (Place place = Place.of(engine, subject.endpoint())) {
            look(engine, place.endpoint(), subject.primary(), facts);
            if (subject.declared().isPresent()) {
                facts.addAll(new SchemaFacts(engine, subject.declared().get(), place.endpoint()).list(facts));
            }
        }
    }

    private void look(Engine engine, Endpoint endpoint, Optional<Endpoint> primary, List<Fact> facts) throws Exception {
        try (Session session = open(engine, endpoint)) {
            facts.add(new Fact("reachable", "yes", Level.OK, ""));
            facts.addAll(engine.facts(session, endpoint));
            if (primary.isPresent() && session instanceof SqlSession copy) {
                new Kinship(engine, connecting).between(primary.get(), copy).ifPresent(facts::add);
            }
        }
    }

    /** A check only looks: where the engine can open a database without changing it, it does. */
    private Session open(Engine engine, Endpoint endpoint) throws Exception {
        Optional<RowReader> reader = engine.rowReader();
        return reader.isPresent() ? reader.get().open(endpoint, connecting) : engine.open(endpoint, connecting);
    }

    private Checked answer(Subject subject, Future<Checked> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (CancellationException e) {
            return failed(
                    subject,
                    Failure.of(ErrorKind.CONNECTION, "no answer within %d s".formatted(deadline.toSeconds()))
                            .withHint("see whether the server is overloaded or a firewall swallows the connection"));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException unchecked
                    ? unchecked
                    : new IllegalStateException("a check failed", e.getCause());
        }
    }

    private static Checked failed(Subject subject, Failure failure) {
        return new Checked(subject.name(), subject.endpoint().url().engine(), List.of(), Optional.of(failure));
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "holdfast-check");
        thread.setDaemon(true);
        return thread;
    }
}
