System.Console.WriteLine("pixcrawl");
