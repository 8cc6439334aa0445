package io.holdfast.lifecycle;

import io.holdfast.routing.Category;
import io.holdfast.routing.Role;
import io.holdfast.routing.UserType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Into which databases a document goes, and where one of its id may be already. */
enum Way {
    /** Of external users. */
    EXTERNAL(List.of(Role.EXTERNAL_USERS), Role.EXTERNAL_USERS, Optional.empty()),
    /** Of internal users, and young. */
    TEMP(
            List.of(Role.RASEEN_TEMP_USER, Role.RASEEN_MAIN_USER),
            Role.RASEEN_TEMP_USER,
            Optional.of(Role.SRIE_MAIN_USER)),
    /** Of internal users, and old enough to have been moved. */
    MAIN(
            List.of(Role.RASEEN_TEMP_USER, Role.RASEEN_MAIN_USER),
            Role.RASEEN_MAIN_USER,
            Optional.of(Role.SRIE_MAIN_USER)),
    /** HR data. */
    HR(List.of(Role.RASEEN_MAIN_HR), Role.RASEEN_MAIN_HR, Optional.of(Role.SRIE_MAIN_HR));

    /** How long documents of internal users stay in temp. */
    static final Duration YOUTH = Duration.ofHours(24);

    private final List<Role> homes;
    private final Role home;
    private final Optional<Role> backup;

    Way(List<Role> homes, Role home, Optional<Role> backup) {
        this.homes = homes;
        this.home = home;
        this.backup = backup;
    }

    /** Where a document of its id may live, in the order in which readers look. */
    List<Role> homes() {
        return homes;
    }

    /** Where it is to live. */
    Role home() {
        return home;
    }

    /** Where copies of such documents are, if anywhere. */
    Optional<Role> backup() {
        return backup;
    }

    /** Whether the copy is written with the document, before it is; other copies are written when it is moved. */
    boolean copies() {
        return this == MAIN || this == HR;
    }

    /** The home of those of which this is not, if there is one. */
    Optional<Role> otherHome() {
        return homes.stream().filter(role -> role != home).findFirst();
    }

    /** The way of {@code document} at the time {@code now} of the database temp; one that does not say when it was made is old. */
    static Way of(Mapped.Document document, Category category, Instant now) {
        Way old = old(document, category);
        boolean isYoung = document.created()
                .filter(created -> created.isAfter(now.minus(YOUTH)))
                .isPresent();
        return old == MAIN && isYoung ? TEMP : old;
    }

    /** The way of {@code document} if it is old. */
    static Way old(Mapped.Document document, Category category) {
        if (category == Category.HR) {
            return HR;
        }
        return document.target().owner().type() == UserType.EXTERNAL ? EXTERNAL : MAIN;
    }
}
