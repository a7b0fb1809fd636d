using System.Runtime.CompilerServices;

namespace PixCrawler.Imaging.JpegScans;

/// <summary>Goes through the units of one scan (ITU-T T.81, A.2): of one block where the scan has one component, else of all its components' blocks.</summary>
internal ref struct UnitWalk
{
    private readonly JpegFrame _frame;
    private readonly JpegComponent[] _components;
    private readonly int _across;

    public UnitWalk(JpegFrame frame, JpegScan scan)
    {
        (_frame, _components) = (frame, scan.Components);
        var single = _components is [var only] ? only : null;
        _across = single?.Columns ?? frame.UnitsAcross;
        Units = _across * (single?.Rows ?? frame.UnitsDown);
    }

    /// <summary>Units of the scan.</summary>
    public int Units { get; }

    /// <summary>Units read so far.</summary>
    public int Unit { get; private set; }

    /// <summary>Reads units up to a number.</summary>
    /// <returns>Whether all bits are codes; it ends early, with true, when the data does.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Read(ref ScanBits bits, ref BlockReader blocks, int stop)
    {
        for (; Unit < stop && !bits.IsOverrun; Unit++)
        {
            if (_components is [var only])
            {
                Unit += blocks.Skip(stop - Unit);
                if (Unit == stop)
                    return true;
                var (y, x) = Math.DivRem(Unit, _across);
                if (!blocks.Read(ref bits, only, y * only.Stride + x, _frame.Quantization[only.Quantization]!))
                    return false;
                continue;
            }

            var (row, column) = Math.DivRem(Unit, _across);

            foreach (var component in _components)
            {
                if (!ReadUnit(ref bits, ref blocks, component, row, column))
                    return false;
            }
        }

        return true;
    }

    private readonly bool ReadUnit(ref ScanBits bits, ref BlockReader blocks, JpegComponent component, int row, int column)
    {
        var quantization = _frame.Quantization[component.Quantization]!;
        for (var y = row * component.Vertical; y < (row + 1) * component.Vertical; y++)
        {
            for (var x = column * component.Horizontal; x < (column + 1) * component.Horizontal; x++)
            {
                if (!blocks.Read(ref bits, component, y * component.Stride + x, quantization))
                    return false;
            }
        }

        return true;
    }
}
