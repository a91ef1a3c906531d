package dev.wadi.edit;

import java.io.IOException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.spi.EndpointUriFactory;

/**
 * Makes one sentence of an exception, for a person who need not know Camel. It shows no value of an endpoint's options,
 * which may be secrets.
 */
public final class Sentences {

    private static final Pattern UNKNOWN = Pattern.compile("Unknown parameters=\\[\\{(.*)}]");
    private static final Pattern KEY = Pattern.compile("(?:^|, )([\\w.-]+)=");
    private static final int MOST_SHOWN = 30;

    /** What a message of Camel's means: the pattern, and the sentence with what its groups hold. */
    private record Rule(Pattern pattern, Meaning meaning) {

        interface Meaning {
            String of(MatchResult found, CamelContext context);
        }

        static Rule of(String pattern, Meaning meaning) {
            return new Rule(Pattern.compile(pattern, Pattern.DOTALL), meaning);
        }
    }

    private static final List<Rule> RULES = List.of(
            Rule.of(
                    "Unsupported field: (\\S+)",
                    (found, context) -> "'" + found.group(1) + "' has no place here"
                            + orPeriod(Names.meant(found.group(1), Names.keys()))),
            Rule.of(
                    "Unknown node id: (\\S+)",
                    (found, context) ->
                            "there is no step '" + found.group(1) + "'" + meant(found.group(1), Names.keys())),
            Rule.of(
                    "No endpoint could be found for: ([\\w.+-]+):|No component found with scheme: ([\\w.+-]+)",
                    (found, context) -> {
                        String name = found.group(1) == null ? found.group(2) : found.group(1);
                        // no more than a slip: another component may be meant as it stands, and its jar be missing
                        String meant = Names.meant(name, Names.components(), 3);
                        return meant.isEmpty()
                                ? MissingComponent.sentence(name)
                                : "there is no component '" + name + "'" + meant;
                    }),
            Rule.of(
                    "No language could be found for: ([^\\s;]+)",
                    (found, context) ->
                            "there is no language '" + found.group(1) + "'" + meant(found.group(1), Names.languages())),
            Rule.of(
                    "(?:No bean could be found in the registry for: |Registry with name: #?|ExecutorServiceRef #?)"
                            + "([\\w.-]+)",
                    (found, context) -> "there is no bean '" + found.group(1) + "'"
                            + (context == null ? "." : meant(found.group(1), Names.beans(context)))),
            Rule.of(
                    "Property with key \\[([^\\]]+)]",
                    (found, context) -> "the option '" + found.group(1)
                            + "' is set nowhere: not in application.properties, not in the environment, not by --set"
                            + (context == null ? "." : meant(found.group(1), Names.options(context)))),
            Rule.of(
                    "Duplicate id detected: ([^\\s]+)\\. ",
                    (found, context) -> "the id '" + found.group(1) + "' stands twice; give one of them another."),
            Rule.of(
                    "has no output processors",
                    (found, context) -> "it has no steps, so what comes goes nowhere; 'steps' are expected."),
            Rule.of("^For input string: \"(.*)\"", (found, context) -> "'" + found.group(1) + "' is no whole number."),
            Rule.of(
                    "to the required type: (\\S+)",
                    (found, context) -> "a value does not fit: " + expected(found.group(1)) + " is expected."),
            Rule.of(
                    "^Malformed .uxxxx encoding",
                    (found, context) ->
                            "four hexadecimal digits are expected behind '\\u'; a backslash is written '\\\\'."),
            Rule.of("^Uri is mandatory", (found, context) -> "a 'uri' is expected: where to send to, or to read from."),
            Rule.of(
                    "Unable to parse resource",
                    (found, context) -> "the file holds no route; it begins with '- route:', or with '- beans:'."));

    private Sentences() {}

    /** What is wrong, from the innermost cause, and in which route. */
    public static String of(Throwable thrown) {
        return of(thrown, null);
    }

    /** The same, with what the context knows of names and options. */
    static String of(Throwable thrown, CamelContext context) {
        String route = "";
        Throwable cause = thrown;
        PropertyBindingException binding = null;
        while (true) {
            if (cause instanceof FailedToCreateRouteException failed && failed.getRouteId() != null) {
                route = "route " + failed.getRouteId() + ": ";
            }
            if (cause instanceof PropertyBindingException deeper) {
                binding = deeper;
            }
            if (cause.getCause() == null || YamlErrors.isOne(cause) || isOwn(cause)) {
                break;
            }
            cause = cause.getCause();
        }
        String sentence = binding != null && !isOwn(cause) ? binding(binding, cause) : sentence(cause, context);
        return route + sentence.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    /** Whether the message is one of this program's, which say all. */
    private static boolean isOwn(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return cause.getClass() == IllegalArgumentException.class
                && message.matches("(?s)(row|columns|feed|journal|rolling-file)(:|, line ).*");
    }

    private static String binding(PropertyBindingException binding, Throwable cause) {
        String name = binding.getPropertyName();
        Class<?> kind = kind(binding.getTarget(), name);
        if (kind == null) {
            String bean = binding.getTarget() == null
                    ? "it"
                    : binding.getTarget().getClass().getSimpleName();
            return bean + " has no property '" + name + "'" + meant(name, properties(binding.getTarget()));
        }
        return name + ": the value does not fit; " + expected(kind.getName()) + " is expected"
                + (cause instanceof PropertyBindingException || cause.getClass() != IllegalArgumentException.class
                        ? "."
                        : " (" + cause.getMessage() + ").");
    }

    private static Class<?> kind(Object bean, String property) {
        for (Method setter : setters(bean)) {
            if (setter.getName().equalsIgnoreCase("set" + property)) {
                return setter.getParameterTypes()[0];
            }
        }
        return null;
    }

    private static List<String> properties(Object bean) {
        return setters(bean).stream()
                .map(Method::getName)
                .map(name -> name.substring(3, 4).toLowerCase(java.util.Locale.ROOT) + name.substring(4))
                .toList();
    }

    private static List<Method> setters(Object bean) {
        return bean == null
                ? List.of()
                : Arrays.stream(bean.getClass().getMethods())
                        .filter(method -> method.getName().matches("set.+") && method.getParameterCount() == 1)
                        .toList();
    }

    private static String expected(String type) {
        return switch (type) {
            case "boolean", "java.lang.Boolean" -> "true or false";
            case "int", "long", "java.lang.Integer", "java.lang.Long" -> "a whole number";
            case "java.time.Duration" ->
                "a time such as 60s, 2m or " + Duration.ofSeconds(1).toMillis();
            case "java.lang.Class" -> "the name of a class that is there";
            default -> "a " + type.replaceFirst(".*\\.", "");
        };
    }

    private static String sentence(Throwable cause, CamelContext context) {
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        if (cause instanceof ClassNotFoundException || cause instanceof NoClassDefFoundError) {
            return "there is no class '" + message.replace('/', '.') + "'.";
        }
        Matcher unknown = UNKNOWN.matcher(message);
        if (cause instanceof ResolveEndpointFailedException failed && unknown.find()) {
            String scheme = failed.getUri().split(":", 2)[0];
            List<String> keys = KEY.matcher(unknown.group(1))
                    .results()
                    .map(key -> key.group(1))
                    .toList();
            return scheme + ": has no option '" + String.join("', '", keys) + "'"
                    + options(scheme, keys.isEmpty() ? "" : keys.get(0), context);
        }
        for (Rule rule : RULES) {
            Matcher matcher = rule.pattern().matcher(message);
            if (matcher.find()) {
                return rule.meaning().of(matcher.toMatchResult(), context);
            }
        }
        return YamlErrors.isOne(cause) ? YamlErrors.sentence(cause) : message;
    }

    private static String meant(String wanted, java.util.Collection<String> known) {
        return orPeriod(Names.meant(wanted, known));
    }

    private static String orPeriod(String question) {
        return question.isEmpty() ? "." : question;
    }

    private static String options(String scheme, String wanted, CamelContext context) {
        EndpointUriFactory factory =
                context == null ? null : context.getCamelContextExtension().getEndpointUriFactory(scheme);
        if (factory == null) {
            return ".";
        }
        String meant = Names.meant(wanted, factory.propertyNames());
        if (!meant.isEmpty()) {
            return meant;
        }
        return "; it has "
                + String.join(
                        ", ",
                        factory.propertyNames().stream()
                                .sorted()
                                .limit(MOST_SHOWN)
                                .toList())
                + ".";
    }

    /** Whether it is about a file, such as a lock that is held, and not about a route or an option. */
    public static boolean isOfFiles(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof IOException;
    }
}
