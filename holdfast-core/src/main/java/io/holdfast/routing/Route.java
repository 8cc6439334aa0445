package io.holdfast.routing;

import java.util.List;

/** Where data is looked for or written to, or why not. */
public sealed interface Route {

    /** The databases it leads to, in their order; none if it is refused. */
    List<Role> roles();

    /**
     * It is looked for in one database after the other; what an earlier one holds, deleted documents included, counts.
     *
     * @param roles in their order
     */
    record Look(List<Role> roles) implements Route {
        /** Keeps a copy. */
        public Look {
            roles = List.copyOf(roles);
        }
    }

    /**
     * It is stored for the first time, in one database.
     *
     * @param role which
     */
    record Begin(Role role) implements Route {
        @Override
        public List<Role> roles() {
            return List.of(role);
        }
    }

    /**
     * It is changed where it lives: in the first of the databases that holds it.
     *
     * @param roles in their order
     */
    record AtHome(List<Role> roles) implements Route {
        /** Keeps a copy. */
        public AtHome {
            roles = List.copyOf(roles);
        }
    }

    /**
     * It is written to both databases or to neither.
     *
     * @param main the one that is read
     * @param backup its copy
     */
    record Both(Role main, Role backup) implements Route {
        @Override
        public List<Role> roles() {
            return List.of(main, backup);
        }
    }

    /**
     * It is not done.
     *
     * @param reason why
     */
    record Refused(Reason reason) implements Route {
        @Override
        public List<Role> roles() {
            return List.of();
        }
    }

    /** Why something is not done. */
    enum Reason {
        /** There is no HR data of external users. */
        EXTERNAL_HR("external users have no HR data"),
        /** What the service keeps for itself is not for external users. */
        EXTERNAL_RECORDS("the records of the service are not for external users");

        private final String sentence;

        Reason(String sentence) {
            this.sentence = sentence;
        }

        /** For people, without a full stop. */
        public String sentence() {
            return sentence;
        }
    }
}
