package dev.wadi.shape;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.io.Serial;
import java.io.Serializable;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rooms of the program know only what they may. A new room is entered in {@link #MAY_KNOW}, or the test fails. */
@AnalyzeClasses(packages = "dev.wadi", importOptions = DoNotIncludeTests.class)
class RoomsTest {

    private static final String PROGRAM = "";

    private static final Map<String, Set<String>> MAY_KNOW = Map.ofEntries(
            Map.entry("frame", Set.of()),
            Map.entry("ledger", Set.of()),
            Map.entry("row", Set.of()),
            Map.entry("demo", Set.of()),
            Map.entry("disk", Set.of()),
            Map.entry("feed", Set.of("frame", "ledger")),
            Map.entry("journal", Set.of("frame", "disk", "ledger")),
            Map.entry("file", Set.of("frame", "disk", "ledger")),
            Map.entry("edit", Set.of("frame", "feed", "journal", "file")),
            Map.entry("cli", Set.of("frame", "row", "demo", "feed", "journal", "file", "edit")),
            Map.entry(PROGRAM, Set.of("cli")));

    @ArchTest
    static void everyRoomIsKnownHere(JavaClasses program) {
        Set<String> rooms = program.stream()
                .map(found -> found.getPackageName().replaceFirst("^dev\\.wadi\\.?", ""))
                .map(name -> name.replaceFirst("\\..*", ""))
                .collect(Collectors.toSet());
        assertThat(rooms)
                .as("rooms under src/main/java/dev/wadi; a new one says here what it may know")
                .isEqualTo(MAY_KNOW.keySet());
    }

    @ArchTest
    static void aRoomKnowsOnlyTheRoomsThatItMay(JavaClasses program) {
        MAY_KNOW.forEach((room, known) -> {
            String[] allowed = Stream.concat(
                            Stream.of(inside(room)), known.stream().map(RoomsTest::inside))
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(inside(room))
                    .should()
                    .dependOnClassesThat(resideInAPackage("dev.wadi..").and(not(resideInAnyPackage(allowed))))
                    .check(program);
        });
    }

    @ArchTest
    static void roomsFormNoCycle(JavaClasses program) {
        slices().matching("dev.wadi.(*)..").should().beFreeOfCycles().check(program);
    }

    @ArchTest
    static void rowDoesNoInputOrOutput(JavaClasses program) {
        noClasses()
                .that()
                .resideInAPackage("dev.wadi.row..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("java.io..", "java.nio.file..", "java.nio.channels..", "java.net..")
                                .and(not(type(Serial.class)))
                                .and(not(type(Serializable.class))))
                .check(program);
    }

    @ArchTest
    static void onlyFeedKnowsVertx(JavaClasses program) {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.wadi.feed..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "io.netty..")
                .check(program);
    }

    @ArchTest
    static void theLibraryHasNoStaticState(JavaClasses program) {
        fields().that()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackages("dev.wadi", "dev.wadi.cli..", "dev.wadi.demo..")
                .and()
                .areStatic()
                .should()
                .beFinal()
                .check(program);
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.wadi", "dev.wadi.cli..", "dev.wadi.demo..")
                .should()
                .callMethod(System.class, "setProperty", String.class, String.class)
                .check(program);
    }

    @ArchTest
    static void oneClassKnowsMicrometer(JavaClasses program) {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.wadi.ledger.HostMeters")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.micrometer..")
                .check(program);
    }

    @ArchTest
    static void onlyTheProgramKnowsItsCommandLine(JavaClasses program) {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.wadi", "dev.wadi.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .check(program);
    }

    @ArchTest
    static void aRoomIsNamedForWhatLivesThere(JavaClasses program) {
        classes()
                .should()
                .resideOutsideOfPackages(
                        "..util..", "..utils..", "..impl..", "..common..", "..service..", "..manager..", "..helper..")
                .check(program);
    }

    private static String inside(String room) {
        return room.equals(PROGRAM) ? "dev.wadi" : "dev.wadi." + room + "..";
    }
}
