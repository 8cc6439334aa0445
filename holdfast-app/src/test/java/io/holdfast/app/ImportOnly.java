package io.holdfast.app;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.function.BiPredicate;

/** Classes of one room import classes of another only where {@code allowed} says so; foreign classes are not looked at. */
final class ImportOnly extends ArchCondition<JavaClass> {
    private final BiPredicate<String, String> allowed;

    ImportOnly(String description, BiPredicate<String, String> allowed) {
        super(description);
        this.allowed = allowed;
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        String from = HousePlan.room(type).orElse("");
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
            HousePlan.room(dependency.getTargetClass().getBaseComponentType())
                    .filter(to -> !allowed.test(from, to))
                    .ifPresent(to -> events.add(SimpleConditionEvent.violated(type, dependency.getDescription())));
        }
    }
}
