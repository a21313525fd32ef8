' For LibreOffice: opens Word files, accepts or rejects all that is tracked in them, and writes what is left as text, a line for each
' paragraph: its number, a tab, its words. `jobs` is a file of lines "action<tab>in<tab>out". Or it edits one and writes a Word file:
' "edit<tab>in<tab>out<tab>tracked or untracked", and pairs of words to find and to put, each with a tab in front.
' Where what is put begins with what is found, the rest is typed behind it.
Sub Go(jobs As String)
    Dim handle As Integer, job As String
    On Error Goto Failed
    handle = FreeFile
    Open jobs For Input As #handle
    Do While Not Eof(handle)
        Line Input #handle, job
        If job <> "" Then DoJob(Split(job, Chr(9)))
    Loop
    Close #handle
    StarDesktop.terminate()
    Exit Sub
Failed:
    handle = FreeFile
    Open jobs & ".error" For Output As #handle
    Print #handle, job & " line " & Erl & ": " & Error$
    Close #handle
    StarDesktop.terminate()
End Sub

Sub DoJob(job)
    Dim hidden(0) As New com.sun.star.beans.PropertyValue
    hidden(0).Name = "Hidden"
    hidden(0).Value = True
    Dim doc As Object, dispatcher As Object, nothing_more()
    doc = StarDesktop.loadComponentFromURL(ConvertToURL(job(1)), "_blank", 0, hidden())
    dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
    If job(0) = "accept" Then dispatcher.executeDispatch(doc.CurrentController.Frame, ".uno:AcceptAllTrackedChanges", "", 0, nothing_more())
    If job(0) = "reject" Then dispatcher.executeDispatch(doc.CurrentController.Frame, ".uno:RejectAllTrackedChanges", "", 0, nothing_more())
    If job(0) = "edit" Then EditWords(doc, job) Else WriteParagraphs(doc, job(2))
    doc.close(True)
End Sub

Sub EditWords(doc As Object, job)
    Dim replacement As Object, found As Object, place As Integer
    Dim filter(0) As New com.sun.star.beans.PropertyValue
    doc.RecordChanges = (job(3) = "tracked")
    For place = 4 To UBound(job) - 1 Step 2
        replacement = doc.createReplaceDescriptor()
        replacement.SearchString = job(place)
        replacement.ReplaceString = job(place + 1)
        replacement.SearchCaseSensitive = True
        If Left(job(place + 1), Len(job(place))) = job(place) Then
            found = doc.findFirst(replacement)
            found.Text.insertString(found.End, Mid(job(place + 1), Len(job(place)) + 1), False)
        ElseIf doc.replaceAll(replacement) <> 1 Then
            Error 5
        End If
    Next place
    filter(0).Name = "FilterName"
    filter(0).Value = "MS Word 2007 XML"
    doc.storeToURL(ConvertToURL(job(2)), filter())
End Sub

Sub WriteParagraphs(doc As Object, target As String)
    Dim sink As Object, files As Object
    files = createUnoService("com.sun.star.ucb.SimpleFileAccess")
    sink = createUnoService("com.sun.star.io.TextOutputStream")
    If files.exists(ConvertToURL(target)) Then files.kill(ConvertToURL(target))
    sink.setOutputStream(files.openFileWrite(ConvertToURL(target)))
    sink.setEncoding("UTF-8")
    WriteAll(doc.Text, sink)
    sink.closeOutput()
End Sub

' Of a table the cells, row by row.
Sub WriteAll(text As Object, sink As Object)
    Dim parts As Object, part As Object, names, i As Integer
    parts = text.createEnumeration()
    Do While parts.hasMoreElements()
        part = parts.nextElement()
        If part.supportsService("com.sun.star.text.Paragraph") Then
            sink.writeString(part.ListLabelString & Chr(9) & part.getString() & Chr(10))
        ElseIf part.supportsService("com.sun.star.text.TextTable") Then
            names = part.getCellNames()
            For i = 0 To UBound(names)
                WriteAll(part.getCellByName(names(i)), sink)
            Next i
        End If
    Loop
End Sub
