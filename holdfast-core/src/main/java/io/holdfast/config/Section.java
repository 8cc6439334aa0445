package io.holdfast.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keys that stand together, and sections inside the section.
 *
 * @param repetition whether it stands once, or once for each name the user chooses
 * @param shorthand the key that one value in the place of the section sets
 */
record Section(
        String name,
        Repetition repetition,
        String meaning,
        List<Key<?>> keys,
        List<Section> sections,
        Optional<Key<?>> shorthand) {

    Section(String name, Repetition repetition, String meaning, List<Key<?>> keys, List<Section> sections) {
        this(name, repetition, meaning, keys, sections, Optional.empty());
    }

    /** How often a section stands in a file. */
    enum Repetition {
        ONCE,
        BY_NAME
    }

    /** A declared key and its path, in which {@code *} stands for a name the user chooses. */
    record Leaf(String path, Key<?> key) {}

    /** A copy in whose place one value may stand, for {@code key}. */
    Section shortFor(Key<?> key) {
        return new Section(name, repetition, meaning, keys, sections, Optional.of(key));
    }

    /** Every key in this section and below. */
    List<Leaf> leaves() {
        return leaves("");
    }

    private List<Leaf> leaves(String above) {
        String here = name.isEmpty() ? above : above + name + ".";
        String inside = repetition == Repetition.BY_NAME ? here + "*." : here;
        List<Leaf> leaves = new ArrayList<>();
        keys.forEach(key -> leaves.add(new Leaf(inside + key.name(), key)));
        sections.forEach(section -> leaves.addAll(section.leaves(inside)));
        return leaves;
    }

    Optional<Key<?>> key(String wanted) {
        return keys.stream().filter(key -> key.name().equals(wanted)).findFirst();
    }

    Optional<Section> section(String wanted) {
        return sections.stream()
                .filter(section -> section.name().equals(wanted))
                .findFirst();
    }

    /** The names of all keys and sections that may stand here. */
    List<String> words() {
        return Stream.concat(keys.stream().map(Key::name), sections.stream().map(Section::name))
                .sorted()
                .toList();
    }
}
