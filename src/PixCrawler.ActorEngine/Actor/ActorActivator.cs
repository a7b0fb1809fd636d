using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;

namespace Akka.Actor;

/// <summary>Calls constructors through compiled code, one compilation for each constructor.</summary>
internal static class ActorActivator
{
    private const BindingFlags AnyInstance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
    private static readonly ConcurrentDictionary<ConstructorInfo, Func<object?[], ActorBase>> Compiled = new();

    public static Func<object?[], ActorBase> For(ConstructorInfo constructor) => Compiled.GetOrAdd(constructor, Compile);

    public static Func<object?[], ActorBase> For(Type type, object?[] arguments)
    {
        if (type.IsAbstract || !typeof(ActorBase).IsAssignableFrom(type))
            throw new ActorInitializationException($"[{type}] is not a concrete actor type.");
        var constructor = type.GetConstructors(AnyInstance).FirstOrDefault(candidate => Fits(candidate.GetParameters(), arguments));
        return constructor is not null
            ? For(constructor)
            : throw new ActorInitializationException(
                $"No constructor of [{type}] takes ({string.Join(", ", arguments.Select(argument => argument?.GetType().Name ?? "null"))}).");
    }

    private static bool Fits(ParameterInfo[] parameters, object?[] arguments)
    {
        if (parameters.Length != arguments.Length) return false;
        for (var i = 0; i < parameters.Length; i++)
        {
            var type = parameters[i].ParameterType;
            var takesNull = !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;
            if (arguments[i] is { } argument ? !type.IsInstanceOfType(argument) : !takesNull) return false;
        }

        return true;
    }

    private static Func<object?[], ActorBase> Compile(ConstructorInfo constructor)
    {
        var arguments = Expression.Parameter(typeof(object?[]), "arguments");
        var values = constructor.GetParameters().Select((parameter, index) =>
            Expression.Convert(Expression.ArrayIndex(arguments, Expression.Constant(index)), parameter.ParameterType));
        return Expression.Lambda<Func<object?[], ActorBase>>(Expression.New(constructor, values), arguments).Compile();
    }
}

/// <summary>Evaluates the arguments of a factory expression; the common forms without compiling anything.</summary>
internal static class ArgumentEvaluator
{
    public static object? Evaluate(Expression expression) => expression switch
    {
        ConstantExpression constant => constant.Value,
        MemberExpression { Member: FieldInfo field } member => field.GetValue(member.Expression is null ? null : Evaluate(member.Expression)),
        MemberExpression { Member: PropertyInfo property } member =>
            property.GetValue(member.Expression is null ? null : Evaluate(member.Expression)),
        UnaryExpression { NodeType: ExpressionType.Convert, Method: null } convert
            when convert.Type.IsAssignableFrom(convert.Operand.Type) => Evaluate(convert.Operand),
        // Not interpreted: it outlives this call, and the interpreter passes copies where a field is passed by reference.
        LambdaExpression lambda => lambda.Compile(),
        _ => Expression.Lambda<Func<object?>>(Expression.Convert(expression, typeof(object))).Compile(preferInterpretation: true)(),
    };
}
