package dev.wadi.row;

import groovy.lang.GroovyClassLoader;
import java.lang.reflect.Constructor;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.spi.annotations.Language;
import org.apache.camel.support.ExpressionAdapter;
import org.apache.camel.support.LanguageSupport;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;

/**
 * The language {@code row}: a Groovy expression over the fields of a parsed frame, such as
 * {@code number(p) > 0 && X == 'MARKET'}. A field that the frame lacks is null; {@code number(…)} is an exact number, or
 * null for what is none; a comparison with null is false.
 *
 * <p>It is compiled when the route is made, so that a wrong expression stops the start. Where a predicate is false and a
 * number was none, the exchange property {@value #REASON} says which and why.
 */
@Language("row")
public class RowLanguage extends LanguageSupport {

    /** Name of the exchange property that says why a predicate is false. */
    public static final String REASON = "wadiReason";

    @Override
    public Predicate createPredicate(String expression) {
        return compile(expression);
    }

    @Override
    public Expression createExpression(String expression) {
        return compile(expression);
    }

    private static Compiled compile(String expression) {
        CompilerConfiguration configuration = new CompilerConfiguration();
        configuration.setScriptBaseClass(RowScript.class.getName());
        configuration.addCompilationCustomizers(new RowRewriter());
        try (GroovyClassLoader loader = new GroovyClassLoader(RowScript.class.getClassLoader(), configuration)) {
            Class<?> compiled = loader.parseClass(expression, "row.groovy");
            return new Compiled(expression, compiled.asSubclass(RowScript.class).getConstructor());
        } catch (CompilationFailedException e) {
            throw new IllegalArgumentException("row: " + where(e) + " in '" + expression + "'.", e);
        } catch (ReflectiveOperationException | java.io.IOException e) {
            throw new IllegalArgumentException("row: '" + expression + "' cannot be compiled: " + e.getMessage(), e);
        }
    }

    private static String where(CompilationFailedException failed) {
        if (failed instanceof MultipleCompilationErrorsException several
                && several.getErrorCollector().getError(0) instanceof SyntaxErrorMessage message) {
            var cause = message.getCause();
            return "line " + cause.getStartLine() + ", column " + cause.getStartColumn() + ": "
                    + cause.getOriginalMessage();
        }
        return failed.getMessage();
    }

    private static final class Compiled extends ExpressionAdapter {

        private final String expression;
        private final Constructor<? extends RowScript> constructor;

        Compiled(String expression, Constructor<? extends RowScript> constructor) {
            this.expression = expression;
            this.constructor = constructor;
        }

        private RowScript script(Exchange exchange) {
            try {
                RowScript script = constructor.newInstance();
                script.setFrame(exchange.getMessage().getBody());
                return script;
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Object evaluate(Exchange exchange) {
            return script(exchange).run();
        }

        @Override
        public boolean matches(Exchange exchange) {
            RowScript script = script(exchange);
            boolean matches =
                    org.codehaus.groovy.runtime.typehandling.DefaultTypeTransformation.castToBoolean(script.run());
            if (!matches && script.problem() != null) {
                exchange.setProperty(REASON, script.problem());
            }
            return matches;
        }

        @Override
        public String toString() {
            return expression;
        }
    }
}
