package dev.wadi.row;

import java.util.Set;
import org.codehaus.groovy.ast.ClassCodeExpressionTransformer;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.AttributeExpression;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.StaticMethodCallExpression;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;
import org.codehaus.groovy.syntax.SyntaxException;

/**
 * Tells functions the words that they were called with ({@code number(x)} becomes {@code number("x", x)}), makes
 * comparisons with null false and a field of what is not there null, and refuses functions that there are not.
 */
final class RowRewriter extends CompilationCustomizer {

    private static final Set<String> COMPARISONS = Set.of("<", "<=", ">", ">=");
    private static final ClassNode SCRIPT = ClassHelper.make(RowScript.class);

    RowRewriter() {
        super(CompilePhase.CANONICALIZATION);
    }

    @Override
    public void call(SourceUnit source, GeneratorContext context, ClassNode node) {
        new Transformer(source).visitClass(node);
    }

    private static final class Transformer extends ClassCodeExpressionTransformer {

        private final SourceUnit source;

        Transformer(SourceUnit source) {
            this.source = source;
        }

        @Override
        protected SourceUnit getSourceUnit() {
            return source;
        }

        @Override
        public Expression transform(Expression expression) {
            if (expression instanceof MethodCallExpression call && call.isImplicitThis()) {
                return function(call);
            }
            if (expression instanceof PropertyExpression property && !(property instanceof AttributeExpression)) {
                return at(
                        expression,
                        new PropertyExpression(
                                transform(property.getObjectExpression()), transform(property.getProperty()), true));
            }
            if (expression instanceof BinaryExpression binary
                    && COMPARISONS.contains(binary.getOperation().getText())) {
                return at(
                        expression,
                        new StaticMethodCallExpression(
                                SCRIPT,
                                "compare",
                                new ArgumentListExpression(
                                        new ConstantExpression(
                                                binary.getOperation().getText()),
                                        transform(binary.getLeftExpression()),
                                        transform(binary.getRightExpression()))));
            }
            return super.transform(expression);
        }

        private Expression function(MethodCallExpression call) {
            boolean one = call.getArguments() instanceof ArgumentListExpression list
                    && list.getExpressions().size() == 1;
            if (!call.getMethodAsString().equals("number") || !one) {
                getSourceUnit()
                        .addError(new SyntaxException(
                                "there is no function " + call.getText().replace("this.", "")
                                        + "; expected number(value)",
                                call.getLineNumber(),
                                call.getColumnNumber()));
                return call;
            }
            Expression argument = ((ArgumentListExpression) call.getArguments()).getExpression(0);
            MethodCallExpression named = new MethodCallExpression(
                    call.getObjectExpression(),
                    call.getMethod(),
                    new ArgumentListExpression(new ConstantExpression(argument.getText()), transform(argument)));
            named.setImplicitThis(true);
            return at(call, named);
        }

        private static Expression at(Expression place, Expression made) {
            made.setSourcePosition(place);
            return made;
        }
    }
}
