package io.holdfast.mongodb.errorcode;

import io.holdfast.engine.ErrorCodes;
import io.holdfast.error.Failure;
import io.holdfast.error.Phase;
import java.util.List;
import java.util.Optional;

/** The codes of MongoDB's servers, for people who look one up: by name or by number. */
public final class MongodbErrorCodes implements ErrorCodes {

    /** All of them. */
    public MongodbErrorCodes() {}

    @Override
    public Optional<Meaning> find(String text) {
        return CodeTable.line(text)
                .map(line -> new Meaning(
                        "%s (%d)".formatted(line.name(), line.code()),
                        failure(line, Phase.BODY),
                        failure(line, Phase.COMMIT)));
    }

    @Override
    public List<String> known() {
        return CodeTable.lines().stream().map(Line::name).toList();
    }

    static Failure failure(Line line, Phase phase) {
        return line.meaning().in(phase).withCodes(null, line.code());
    }
}
